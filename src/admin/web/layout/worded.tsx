import { createTheme, ThemeProvider, type Theme } from '@mui/material';
import { enUS, zhCN } from '@mui/material/locale';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/i18n-provider.ts';

/** Has the library of widgets say in the language of the pages what it says by itself. */
export function Worded({ children }: { children: ReactNode }) {
  const words = useLanguage() === 'en' ? enUS : zhCN;
  return (
    <ThemeProvider theme={(theme: Theme) => createTheme(theme, words)}>{children}</ThemeProvider>
  );
}
