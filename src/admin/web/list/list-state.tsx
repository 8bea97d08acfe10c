import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useListContext } from 'react-admin';
import { useText } from '../i18n/use-text.ts';

/** The rows, or why there are none: they are on their way, cannot be read, or do not exist. */
export function ListState({ isEmpty, children }: { isEmpty: boolean; children: ReactNode }) {
  const text = useText();
  const { isPending, isFetching, error, refetch, filterValues, setFilters } = useListContext();
  if (error) {
    const again = <Button onClick={() => void refetch()}>{text('try_again')}</Button>;
    return (
      <>
        <Alert severity="error" action={again} sx={{ m: 2 }}>
          {(error as Error).message}
        </Alert>
        {!isEmpty && children}
      </>
    );
  }
  const isFiltered = Object.values(filterValues as object).some((value) => value !== '');
  return (
    <Box>
      <Box sx={{ height: 4 }}>{isFetching && <LinearProgress />}</Box>
      {!isPending && isEmpty ? (
        <Box sx={{ p: 5, textAlign: 'center' }}>
          <Typography color="text.secondary">
            {text(isFiltered ? 'no_options' : 'nothing_yet')}
          </Typography>
          {isFiltered && (
            <Button sx={{ mt: 1 }} onClick={() => setFilters({}, {})}>
              {text('clear_filters')}
            </Button>
          )}
        </Box>
      ) : (
        children
      )}
    </Box>
  );
}
