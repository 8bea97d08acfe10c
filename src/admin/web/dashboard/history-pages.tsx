import { Alert, LinearProgress, Pagination, Paper } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Page } from '../server/data-provider.ts';
import { HistoryTable, type HistoryEntry } from './history-table.tsx';

/** Entries of a history on one page. */
export const HISTORY_PAGE_SIZE = 50;

interface Props {
  readonly history: UseQueryResult<Page<HistoryEntry>>;
  readonly page: number;
  onPage(page: number): void;
}

/** A history in pages, or what it waits for. */
export function HistoryPages({ history: { data, error, isPending }, page, onPage }: Props) {
  const pages = Math.ceil((data?.count ?? 0) / HISTORY_PAGE_SIZE);
  return (
    <>
      {error && <Alert severity="error">{error.message}</Alert>}
      {isPending && <LinearProgress />}
      {data && (
        <Paper variant="outlined">
          <HistoryTable entries={data.results} />
          {pages > 1 && (
            <Pagination
              count={pages}
              page={page}
              onChange={(_event, chosen) => onPage(chosen)}
              sx={{ p: 1 }}
            />
          )}
        </Paper>
      )}
    </>
  );
}
