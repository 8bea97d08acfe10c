import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { objectPath, readObject, type Page } from '../server/data-provider.ts';
import { call } from '../server/http.ts';
import { HISTORY_PAGE_SIZE, HistoryPages } from '../dashboard/history-pages.tsx';
import type { HistoryEntry } from '../dashboard/history-table.tsx';
import { PageTitle } from '../layout/page-title.tsx';
import { useText } from '../i18n/use-text.ts';
import { nameOf } from '../values/name-of.ts';
import { PageHead } from './page-head.tsx';

/** Who has changed an object, when, and what from what to what. */
export function HistoryPage() {
  const text = useText();
  const { name } = useResource();
  const { id = '' } = useParams();
  const [page, setPage] = useState(1);
  const object = useQuery({ queryKey: [name, 'label', id], queryFn: () => readObject(name, id) });
  const history = useQuery({
    queryKey: [name, 'history', id, page],
    queryFn: async ({ signal }) => {
      const query = { page, page_size: HISTORY_PAGE_SIZE };
      return (
        await call<Page<HistoryEntry>>('GET', `${objectPath(name, id)}history/`, { query, signal })
      ).data;
    },
    placeholderData: keepPreviousData,
  });
  const label = object.data ? nameOf(object.data) : id;
  const title = text('history_of', { name: label });
  return (
    <>
      <PageTitle title={title} />
      <PageHead title={title} object={{ label, to: `/${name}/${id}` }} here={text('history')} />
      <HistoryPages history={history} page={page} onPage={setPage} />
    </>
  );
}
