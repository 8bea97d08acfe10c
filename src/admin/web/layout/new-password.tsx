import { Alert, Button, Stack, TextField, Typography } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { HttpError } from 'react-admin';
import { useLanguage } from '../i18n/i18n-provider.ts';
import { useText } from '../i18n/use-text.ts';
import { errorLines } from '../server/field-errors.ts';
import { speak } from '../server/http.ts';
import { setPassword, type PasswordLink } from '../server/new-password.ts';
import { FrontPage } from './front-page.tsx';

/** Complaints are about what stands above them. */
const WITHOUT_NAMES = { message: '', password: '', password2: '', access_token: '' };

/** Where the link of a mail leads whoever is to set a new password. */
export function NewPassword({ link }: { readonly link: PasswordLink }) {
  const text = useText();
  const locale = useLanguage();
  const [problem, setProblem] = useState<string[]>([]);
  const [state, setState] = useState<'asking' | 'sending' | 'done'>('asking');
  speak(locale);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState('sending');
    try {
      await setPassword(link, String(form.get('password')), String(form.get('password2')));
      setState('done');
    } catch (error) {
      const { message, body } = error as HttpError;
      const lines = errorLines(body?.errors ?? {}, WITHOUT_NAMES);
      setProblem([...new Set(lines.length > 0 ? lines : [message])]);
      setState('asking');
    }
  }

  return (
    <FrontPage>
      <Stack component="form" spacing={2} onSubmit={(event) => void submit(event)}>
        <Typography variant="h6" component="h1">
          {text('new_password')}
        </Typography>
        {state === 'done' ? (
          <>
            <Alert severity="success">{text('password_set')}</Alert>
            <Button href="/admin/" variant="contained" size="medium">
              {text('sign_in')}
            </Button>
          </>
        ) : (
          <>
            {problem.length > 0 && <Alert severity="error">{problem.join(' ')}</Alert>}
            <TextField
              name="password"
              type="password"
              label={text('new_password')}
              autoComplete="new-password"
              autoFocus
              required
              fullWidth
            />
            <TextField
              name="password2"
              type="password"
              label={text('password_again')}
              autoComplete="new-password"
              required
              fullWidth
            />
            <Button type="submit" variant="contained" size="medium" disabled={state === 'sending'}>
              {text('set_password')}
            </Button>
          </>
        )}
      </Stack>
    </FrontPage>
  );
}
