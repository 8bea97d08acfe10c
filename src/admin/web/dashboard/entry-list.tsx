import { Box, Typography, type SxProps, type Theme } from '@mui/material';
import { Children, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

/** Entries below one another, the latest first; says so where there are none. */
export function EntryList({ children }: { children: ReactNode }) {
  const text = useText();
  if (Children.count(children) === 0) {
    return (
      <Typography color="text.secondary" sx={{ p: 3, textAlign: 'center' }}>
        {text('nothing_yet')}
      </Typography>
    );
  }
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {children}
    </Box>
  );
}

/** An entry, apart from the one before. */
export function Entry({ children, sx }: { children: ReactNode; sx?: SxProps<Theme> }) {
  return (
    <Box
      component="li"
      sx={[
        { p: 1.25, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0 } },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    >
      {children}
    </Box>
  );
}
