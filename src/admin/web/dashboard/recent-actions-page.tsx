import { Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page } from '../server/data-provider.ts';
import { call } from '../server/http.ts';
import { Breadcrumbs } from '../layout/breadcrumbs.tsx';
import { PageTitle } from '../layout/page-title.tsx';
import { useText } from '../i18n/use-text.ts';
import { HISTORY_PAGE_SIZE, HistoryPages } from './history-pages.tsx';
import type { HistoryEntry } from './history-table.tsx';

/** The latest actions of everybody. */
export function useRecentActions(page: number, pageSize: number) {
  return useQuery({
    queryKey: ['history', page, pageSize],
    queryFn: async ({ signal }) => {
      const query = { page, page_size: pageSize };
      return (await call<Page<HistoryEntry>>('GET', 'history/', { query, signal })).data;
    },
    placeholderData: keepPreviousData,
  });
}

/** All that was done in the back office. */
export function RecentActionsPage() {
  const text = useText();
  const [page, setPage] = useState(1);
  const history = useRecentActions(page, HISTORY_PAGE_SIZE);
  return (
    <>
      <PageTitle title={text('recent_actions')} />
      <Breadcrumbs here={text('recent_actions')} />
      <Typography variant="h6" component="h1" sx={{ mb: 1.5 }}>
        {text('recent_actions')}
      </Typography>
      <HistoryPages history={history} page={page} onPage={setPage} />
    </>
  );
}
