import { QueryCache, QueryClient } from '@tanstack/react-query';
import { AdminContext } from 'react-admin';
import { authProvider, checkSignedIn } from './server/auth-provider.ts';
import { dataProvider } from './server/data-provider.ts';
import { useLanguage, wordsOf } from './i18n/i18n-provider.ts';
import { DARK, LIGHT } from './layout/theme.ts';
import { NewPassword } from './layout/new-password.tsx';
import { Shell } from './layout/shell.tsx';
import { STORE } from './store.ts';
import { Worded } from './layout/worded.tsx';
import { passwordLink } from './server/new-password.ts';

const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => void checkSignedIn(error),
  }),
  defaultOptions: {
    // Without a network it is said that there is none, rather than waited for one.
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** The back office, or the page that the link for a new password leads to. */
export function App() {
  const link = passwordLink(location);
  const words = wordsOf(useLanguage());
  return (
    <AdminContext
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={words}
      queryClient={queryClient}
      store={STORE}
      theme={LIGHT}
      darkTheme={DARK}
    >
      <Worded>{link ? <NewPassword link={link} /> : <Shell />}</Worded>
    </AdminContext>
  );
}
