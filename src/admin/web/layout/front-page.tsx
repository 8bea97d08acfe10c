import { Box, Card, CardContent, CssBaseline, Stack } from '@mui/material';
import type { ReactNode } from 'react';
import icon from '../icon.svg';
import { LanguageButton } from './language-button.tsx';

/** The frame of what is shown to whoever is not signed in. */
export function FrontPage({ children }: { readonly children: ReactNode }) {
  return (
    <CssBaseline enableColorScheme>
      <Box
        component="main"
        sx={{ display: 'grid', placeItems: 'center', minHeight: '100vh', p: 2 }}
      >
        <Card sx={{ width: '100%', maxWidth: 360 }}>
          <CardContent>
            <Stack direction="row" sx={{ justifyContent: 'space-between', mb: 1 }}>
              <Box component="img" src={icon} alt="" sx={{ width: 40, height: 40 }} />
              <LanguageButton />
            </Stack>
            {children}
          </CardContent>
        </Card>
      </Box>
    </CssBaseline>
  );
}
