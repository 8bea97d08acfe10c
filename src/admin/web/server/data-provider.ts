import type { DataProvider, GetListParams, HttpError, Identifier, RaRecord } from 'react-admin';
import { call, type Query } from './http.ts';
import { newKey } from './new-key.ts';

/** A page of a list as Django REST framework sends it. */
export interface Page<T = RaRecord> {
  readonly count: number;
  readonly count_is_exact?: boolean;
  readonly next: string | null;
  readonly results: T[];
}

/** A row of a list of choices. */
export interface Option {
  readonly id: Identifier;
  readonly label: string;
}

/** Version of an object when it was read, among its values. */
export const ETAG = '_etag';

/** The query of a list: sorting and page as the server calls them, filters as they are. */
export function listQuery({ pagination, sort, filter }: Omit<GetListParams, 'signal'>): Query {
  const { field, order } = sort ?? {};
  return {
    ...(filter as Query),
    page: pagination?.page,
    page_size: pagination?.perPage,
    ordering: field && (order === 'DESC' ? `-${field}` : field),
  };
}

export const objectPath = (resource: string, id: Identifier): string =>
  `${resource}/${encodeURIComponent(String(id))}/`;

/** Reads an object with its version. */
export async function readObject(resource: string, id: Identifier): Promise<RaRecord> {
  const { data, headers } = await call<RaRecord>('GET', objectPath(resource, id));
  return { ...data, [ETAG]: headers.get('ETag') };
}

/**
 * Adds an object.
 *
 * @param key whoever sends the same again with the same key adds nothing twice
 */
export async function addObject(resource: string, body: object, key: string): Promise<RaRecord> {
  const headers = { 'Idempotency-Key': key };
  const answer = await call<RaRecord>('POST', `${resource}/`, { body, headers });
  return { ...answer.data, [ETAG]: answer.headers.get('ETag') };
}

/**
 * Changes an object, unless somebody has since the version was read.
 *
 * @throws HttpError 412 whose body's `current` is what the object is now
 */
export async function changeObject(
  resource: string,
  id: Identifier,
  changes: object,
  etag?: string | null,
): Promise<RaRecord> {
  const headers = etag ? { 'If-Match': etag } : undefined;
  const answer = await call<RaRecord>('PATCH', objectPath(resource, id), {
    body: changes,
    headers,
  });
  return { ...answer.data, [ETAG]: answer.headers.get('ETag') };
}

/** The resources of the back office as react-admin wants them. */
export const dataProvider: DataProvider = {
  supportAbortSignal: true,

  async getList<T extends RaRecord>(resource: string, params: GetListParams) {
    const { data } = await call<Page<T>>('GET', `${resource}/`, {
      query: listQuery(params),
      signal: params.signal,
    }).catch((error: HttpError) => {
      // The rows of the last page are gone: react-admin goes to another one.
      if (error.status !== 404 || !(Number(params.pagination?.page) > 1)) throw error;
      return { data: { count: 0, next: null, results: [] } satisfies Page<T> as Page<T> };
    });
    return {
      data: data.results,
      total: data.count,
      pageInfo: { hasNextPage: data.next !== null, hasPreviousPage: data.count > 0 },
      meta: { isExact: data.count_is_exact !== false },
    };
  },

  async getOne(resource, { id }) {
    return { data: (await readObject(resource, id)) as never };
  },

  async getMany(resource, { ids, signal }) {
    const query = { id: ids, page_size: ids.length };
    const { data } = await call<{ results: Option[] }>('GET', `${resource}/options/`, {
      query,
      signal,
    });
    return { data: data.results as never };
  },

  getManyReference: () => Promise.reject(new Error('lists are asked for by filters')),

  async create(resource, { data }) {
    return { data: (await addObject(resource, data as object, newKey())) as never };
  },

  async update(resource, { id, data }) {
    return { data: (await changeObject(resource, id, data)) as never };
  },

  updateMany: () => Promise.reject(new Error('objects are changed one by one, or by actions')),

  async delete(resource, { id, previousData }) {
    await call('DELETE', objectPath(resource, id));
    return { data: (previousData ?? { id }) as never };
  },

  async deleteMany(resource, { ids }) {
    await call('POST', `${resource}/actions/delete/`, { body: { ids } });
    return { data: ids };
  },
};
