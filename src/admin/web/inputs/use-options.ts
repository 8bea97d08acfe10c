import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Identifier } from 'react-admin';
import { call } from '../server/http.ts';
import type { Option } from '../server/data-provider.ts';

/** Objects that are offered at once. */
const OFFERED = 20;
/** Milliseconds without a key until the server is asked. */
const TYPING = 250;

async function options(resource: string, query: object, signal: AbortSignal): Promise<Option[]> {
  const { data } = await call<{ results: Option[] }>('GET', `${resource}/options/`, {
    query: { ...query },
    signal,
  });
  return data.results;
}

/** Objects of a resource whose text has the words, a few at a time. */
export function useOptions(resource: string, words: string, enabled: boolean) {
  const search = useSettled(words);
  return useQuery({
    queryKey: ['options', resource, search],
    queryFn: ({ signal }) => options(resource, { search, page_size: OFFERED }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** The texts of objects of which only the ids are known. */
export function useLabels(resource: string, ids: readonly Identifier[]) {
  return useQuery({
    queryKey: ['options', resource, 'of', ids],
    queryFn: ({ signal }) => options(resource, { id: ids, page_size: ids.length }, signal),
    placeholderData: keepPreviousData,
    enabled: ids.length > 0,
  });
}

function useSettled(words: string): string {
  const [settled, settle] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => settle(words), TYPING);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}
