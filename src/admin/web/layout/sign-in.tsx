import { Alert, Button, Dialog, DialogContent, Stack, TextField, Typography } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { HttpError } from 'react-admin';
import { errorLines } from '../server/field-errors.ts';
import { signIn, type AdminUser } from '../server/session.ts';
import { useText } from '../i18n/use-text.ts';
import { FrontPage } from './front-page.tsx';

interface Props {
  onDone(user: AdminUser | null): void;
}

/** The page of whoever is not signed in. */
export function SignIn({ onDone }: Props) {
  return (
    <FrontPage>
      <SignInForm onDone={onDone} />
    </FrontPage>
  );
}

/** Asks whoever's session has ended to sign in again; the page below stays as it is. */
export function SignInDialog({ onDone }: Props) {
  const text = useText();
  return (
    <Dialog open fullWidth maxWidth="xs" aria-label={text('sign_in')}>
      <DialogContent>
        <Alert severity="info" sx={{ mb: 2 }}>
          {text('signed_out')}
        </Alert>
        <SignInForm onDone={onDone} />
      </DialogContent>
    </Dialog>
  );
}

function SignInForm({ onDone }: Props) {
  const text = useText();
  const [problem, setProblem] = useState<string[]>([]);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      onDone(await signIn(String(form.get('username')), String(form.get('password'))));
    } catch (error) {
      setProblem(linesOf(error as HttpError));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack component="form" spacing={2} onSubmit={(event) => void submit(event)}>
      <Typography variant="h6" component="h1">
        {text('sign_in')}
      </Typography>
      {problem.length > 0 && <Alert severity="error">{problem.join(' ')}</Alert>}
      <TextField
        name="username"
        label={text('username')}
        autoComplete="username"
        autoFocus
        required
        fullWidth
      />
      <TextField
        name="password"
        type="password"
        label={text('password')}
        autoComplete="current-password"
        required
        fullWidth
      />
      <Button type="submit" variant="contained" size="medium" disabled={isBusy}>
        {text('sign_in')}
      </Button>
    </Stack>
  );
}

function linesOf({ message, body }: HttpError): string[] {
  const lines = errorLines(body?.errors ?? {});
  return lines.length > 0 ? lines : [message];
}
