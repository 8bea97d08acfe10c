import { QueryClient } from '@tanstack/react-query';
import { AdminContext, localStorageStore } from 'react-admin';
import { authProvider } from './server/auth-provider.ts';
import { dataProvider } from './server/data-provider.ts';
import { i18nProvider } from './i18n/i18n-provider.ts';
import { DARK, LIGHT } from './layout/theme.ts';
import { NewPassword } from './layout/new-password.tsx';
import { Shell } from './layout/shell.tsx';
import { passwordLink } from './server/new-password.ts';

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
});

/** The back office, or the page that the link for a new password leads to. */
export function App() {
  const link = passwordLink(location);
  return (
    <AdminContext
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      queryClient={queryClient}
      store={localStorageStore('1', 'admin')}
      theme={LIGHT}
      darkTheme={DARK}
    >
      {link ? <NewPassword link={link} /> : <Shell />}
    </AdminContext>
  );
}
