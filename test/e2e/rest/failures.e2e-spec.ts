import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CreateModel,
  DestroyModel,
  GenericViewSet,
  ListModel,
  PermissionDenied,
  RestExceptionFilter,
  UpdateModel,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Shelf } from '../../support/library/entities.js';
import { ShelfInput, ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

const SECRET = 'password=hunter2';

/** Fails in the middle of whatever it does. */
@ViewSet({ path: 'broken', serializers: ShelfSerializer, inputs: ShelfInput, authentication: [] })
class BrokenViewSet extends DestroyModel(UpdateModel(CreateModel(GenericViewSet(Shelf)))) {
  static committed: string[] = [];

  override async performCreate(
    attributes: Partial<Shelf>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    transaction.afterCommit(() => BrokenViewSet.committed.push(String(attributes.name)));
    await super.performCreate(attributes, request, transaction);
    if (attributes.name === '不许') throw new PermissionDenied();
    throw new Error(SECRET);
  }

  override async performUpdate(
    object: Shelf,
    attributes: Partial<Shelf>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await super.performUpdate(object, attributes, request, transaction);
    throw new Error(SECRET);
  }

  override async performDestroy(
    object: Shelf,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await super.performDestroy(object, request, transaction);
    throw new Error(SECRET);
  }

  list(): never {
    throw new Error(SECRET);
  }

  async retrieve(): Promise<unknown> {
    await Promise.resolve();
    // oxlint-disable-next-line no-throw-literal -- a careless library does
    throw SECRET;
  }
}

@ViewSet({ path: 'shelves', serializers: ShelfSerializer, authentication: [] })
class ShelfViewSet extends ListModel(GenericViewSet(Shelf)) {}

describe('an unexpected failure', () => {
  const app = libraryApp(testSettings(), [BrokenViewSet, ShelfViewSet]);
  const body = { name: '坏架' };
  let logged: unknown[][];

  beforeEach(() => {
    logged = [];
    const { logger } = app.nest.get(RestExceptionFilter) as unknown as {
      logger: { error(...args: unknown[]): void };
    };
    vi.spyOn(logger, 'error').mockImplementation((...args) => void logged.push(args));
  });
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['GET', '/broken/', undefined],
    ['GET', '/broken/1/', undefined],
    ['POST', '/broken/', body],
    ['PUT', '/broken/1/', body],
    ['PATCH', '/broken/1/', body],
    ['DELETE', '/broken/1/', undefined],
  ])(
    'in %s %s is a bare 500, logged once under the id of the answer',
    async (method, path, sent) => {
      const { status, text, headers } = await app.request(method, path, {
        body: sent,
        headers: { 'Accept-Language': 'en' },
      });
      expect([status, text]).toEqual([500, '{"detail":"A server error occurred."}']);
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
      expect(logged).toHaveLength(1);
      expect(logged[0]![0]).toMatchObject({
        reqId: headers.get('x-request-id'),
        method,
        url: path,
      });
      const { err } = logged[0]![0] as { err: Error | string };
      expect(String((err as Error).message ?? err)).toContain(SECRET);
      expect(headers.get('etag')).toBeNull();
    },
  );

  it('is told in the language of the client', async () => {
    expect((await app.get('/broken/')).text).toBe('{"detail":"服务器出现了错误。"}');
  });

  it.each([
    ['POST', '/broken/', { name: '半个' }, 500],
    ['POST', '/broken/', { name: '不许' }, 403],
    ['PATCH', '/broken/1/', { name: '半个' }, 500],
    ['DELETE', '/broken/1/', undefined, 500],
  ])('in the middle of %s %s leaves nothing half-written', async (method, path, sent, expected) => {
    const before = await app.dataSource.manager.find(Shelf);
    expect((await app.request(method, path, { body: sent })).status).toBe(expected);
    expect(await app.dataSource.manager.find(Shelf)).toEqual(before);
    expect(BrokenViewSet.committed).toEqual([]);
  });

  it('is no failure of the requests around it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 2
          ? app.get('/shelves/')
          : app.request('POST', '/broken/', { body: { name: `坏架 ${index}` } }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 500)).toHaveLength(20);
    expect((await app.get('/shelves/')).json).toHaveLength(2);
  });

  it('is not what the layer refuses', async () => {
    await app.get('/broken/', { Accept: 'application/xml' });
    await app.request('POST', '/broken/', { body: {} });
    await app.get('/nope/');
    expect(logged).toEqual([]);
  });
});
