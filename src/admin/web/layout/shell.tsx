import { Alert, Box, Button, CircularProgress, CssBaseline } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactNode } from 'react';
import { AdminUI } from 'react-admin';
import { onSessionChange, type Session } from '../server/auth-provider.ts';
import { ToldContext } from '../server/description-context.ts';
import type { Description } from '../server/description.ts';
import { call, speak } from '../server/http.ts';
import { openSession, type AdminUser } from '../server/session.ts';
import { Dashboard } from '../dashboard/dashboard.tsx';
import { useLanguage } from '../i18n/i18n-provider.ts';
import { useText } from '../i18n/use-text.ts';
import { Frame } from './frame.tsx';
import { pages } from './pages.tsx';
import { Notice } from './notice.tsx';
import { SignIn, SignInDialog } from './sign-in.tsx';

const SESSION = ['session'];
const DESCRIPTION = 'description';

/** Asks who is signed in and what there is for them, then shows it. */
export function Shell() {
  const locale = useLanguage();
  const text = useText();
  const queries = useQueryClient();
  speak(locale);
  useSessionChanges();
  useWordsIn(locale);
  const session = useQuery({
    queryKey: SESSION,
    queryFn: async (): Promise<Session> => ({ user: await openSession(), hasExpired: false }),
    staleTime: Infinity,
  });
  const user = session.data?.user;
  const description = useQuery({
    queryKey: [DESCRIPTION, user?.id, locale],
    queryFn: async ({ signal }) => (await call<Description>('GET', '', { signal })).data,
    enabled: Boolean(user),
    staleTime: Infinity,
    // In another language it is the same; for somebody else it is not.
    placeholderData: (last, query) => (query?.queryKey[1] === user?.id ? last : undefined),
  });
  const told = description.data;
  const children = useMemo(() => told && pages(told), [told]);

  const failed = session.isError ? session : description.isError ? description : undefined;
  if (failed) {
    const retry = <Button onClick={() => void failed.refetch()}>{text('try_again')}</Button>;
    return (
      <Centre>
        <Alert severity="error" action={retry}>
          {text('cannot_load')}
        </Alert>
      </Centre>
    );
  }
  const enter = (entered: AdminUser | null) => {
    queries.setQueryData<Session>(SESSION, { user: entered, hasExpired: false });
    // What could not be read without a session can be now.
    void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
  };
  if (user === null) return <SignIn onDone={enter} />;
  if (!user || !told) {
    return (
      <Centre>
        <CircularProgress />
      </Centre>
    );
  }
  return (
    <ToldContext value={{ description: told, user }}>
      {session.data?.hasExpired && <SignInDialog onDone={enter} />}
      <AdminUI
        title={told.title}
        dashboard={Dashboard}
        layout={Frame}
        notification={Notice}
        loginPage={false}
        authCallbackPage={false}
        disableTelemetry
      >
        {children}
      </AdminUI>
    </ToldContext>
  );
}

/** Keeps the session as the rest of the pages find it. */
function useSessionChanges(): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      onSessionChange((change) => {
        if (change === 'signed out') queries.removeQueries({ queryKey: [DESCRIPTION] });
        queries.setQueryData<Session>(SESSION, (before) =>
          change === 'expired'
            ? { user: before?.user ?? null, hasExpired: true }
            : { user: change === 'signed out' ? null : change, hasExpired: false },
        );
      }),
    [queries],
  );
}

/** Has everything that the server says come in a language. */
function useWordsIn(locale: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    document.documentElement.lang = locale === 'en' ? 'en' : 'zh-Hans';
    void queries.invalidateQueries({
      predicate: ({ queryKey: [kind] }) => kind !== SESSION[0] && kind !== DESCRIPTION,
    });
  }, [locale, queries]);
}

function Centre({ children }: { children: ReactNode }) {
  return (
    <CssBaseline enableColorScheme>
      <Box sx={{ display: 'grid', placeItems: 'center', minHeight: '100vh', p: 2 }}>{children}</Box>
      <Notice />
    </CssBaseline>
  );
}
