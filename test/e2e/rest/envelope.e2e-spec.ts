import { describe, expect, it } from 'vitest';
import {
  Action,
  AllowAny,
  type APIException,
  describeResources,
  Envelope,
  firstText,
  IsAuthenticated,
  type Language,
  ListModel,
  named,
  objectSchema,
  GenericViewSet,
  include,
  renderText,
  Response,
  Rest,
  RetrieveModel,
  type Schema,
  Throttled,
  ValidationError,
  ViewRegistry,
  ViewSet,
  type RestRequest,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Shelf } from '../../support/library/entities.js';
import { NameAuthentication } from '../../support/library/readers.js';
import { ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

/** What a family of clients reads; some of it looks at the body alone. */
class Wrapped extends Envelope {
  constructor(private readonly isAlways200: boolean) {
    super();
  }

  override wrap(data: unknown): unknown {
    return { ok: true, data: data ?? null };
  }

  override refuse(error: APIException, language: Language): unknown {
    const text = renderText(firstText(error.detail), language);
    return { ok: false, kind: error.code, text };
  }

  override statusOf(status: number): number {
    return this.isAlways200 && status < 500 ? 200 : status;
  }

  override wrapped(data: Schema | undefined): Schema {
    return objectSchema({ ok: { type: 'boolean' }, data: data ?? { type: 'null' } });
  }

  override readonly refusal = named(
    'Refused',
    objectSchema({ ok: { type: 'boolean' }, kind: { type: 'string' }, text: { type: 'string' } }),
  );
}

@ViewSet({
  path: 'things',
  name: 'Thing',
  envelope: { quiet: new Wrapped(true), default: new Wrapped(false) },
  authentication: [NameAuthentication],
  permissions: { mine: [IsAuthenticated], default: [AllowAny] },
})
class ThingController {
  @Action({ path: 'nothing', summary: 'Nothing' })
  nothing(): void {}

  @Action({ path: 'bytes', summary: 'Bytes' })
  bytes(): Response {
    return new Response(Buffer.from('as they are'), 201, { 'Content-Type': 'text/plain' });
  }

  @Action({ path: 'mine', summary: 'Mine' })
  mine(): object {
    return { mine: true };
  }

  @Action({ path: 'loud', summary: 'Loud' })
  loud({ query }: RestRequest): never {
    throw failure(query.get('why'));
  }

  @Action({ path: 'quiet', summary: 'Quiet' })
  quiet({ query }: RestRequest): never {
    throw failure(query.get('why'));
  }
}

function failure(why: string | undefined): Error {
  if (why === 'wait') return new Throttled(7);
  if (why === 'bug') return new Error('nobody expected this');
  return new ValidationError({ name: ['Too long.', 'Too odd.'], other: ['Wrong.'] });
}

@ViewSet({
  path: ['shelves', 'racks'],
  name: 'Shelf',
  envelope: new Wrapped(false),
  serializers: ShelfSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: ['shelves'] },
})
class WrappedShelves extends RetrieveModel(ListModel(GenericViewSet(Shelf))) {}

@ViewSet({
  path: 'plain',
  name: 'Plain',
  serializers: ShelfSerializer,
  authentication: [],
  permissions: [AllowAny],
})
class PlainShelves extends ListModel(GenericViewSet(Shelf)) {}

describe('an envelope', () => {
  const app = libraryApp(testSettings(), [
    ThingController,
    ...include('apart', [WrappedShelves]),
    PlainShelves,
  ]);
  const english = { 'Accept-Language': 'en' };
  const answer = async (path: string, headers: Record<string, string> = english) => {
    const { status, json } = await app.get(path, headers);
    return [status, json];
  };

  it('is around whatever a handler returns, nothing included', async () => {
    expect(await answer('/things/nothing/')).toEqual([200, { ok: true, data: null }]);
    const alice = { ...english, Authorization: 'JWT alice' };
    expect(await answer('/things/mine/', alice)).toEqual([200, { ok: true, data: { mine: true } }]);
  });

  it('is not around bytes, nor around the answers of other views', async () => {
    const { status, text, headers } = await app.get('/things/bytes/');
    expect([status, text, headers.get('content-type')]).toEqual([201, 'as they are', 'text/plain']);
    expect((await app.get('/plain/')).json).toMatchObject([{ name: '一号架' }, { name: '二号架' }]);
  });

  it('words errors of handlers, in the language of the request', async () => {
    const refused = { ok: false, kind: 'invalid', text: 'Too long.' };
    expect(await answer('/things/loud/')).toEqual([400, refused]);
    expect(await answer('/things/quiet/')).toEqual([200, refused]);
    const chinese = await answer('/apart/shelves/99/', { 'Accept-Language': 'zh-CN' });
    expect(chinese).toEqual([404, { ok: false, kind: 'not_found', text: '未找到。' }]);
  });

  it('words errors from before a handler runs', async () => {
    const text = 'Authentication credentials were not provided.';
    expect(await answer('/things/mine/')).toEqual([
      401,
      { ok: false, kind: 'not_authenticated', text },
    ]);
    const { status, json } = await app.request('POST', '/things/mine/', { headers: english });
    expect([status, json.kind]).toEqual([405, 'method_not_allowed']);
  });

  it('keeps the headers of an error, even if its status is another one', async () => {
    for (const path of ['loud', 'quiet']) {
      const { headers, json } = await app.get(`/things/${path}/?why=wait`, english);
      expect([headers.get('retry-after'), json.kind]).toEqual(['7', 'throttled']);
    }
  });

  it('tells of what nobody expected, and nothing more', async () => {
    expect(await answer('/things/quiet/?why=bug')).toEqual([
      500,
      { ok: false, kind: 'error', text: 'A server error occurred.' },
    ]);
  });

  it('is kept with an answer that is kept', async () => {
    const first = await app.get('/apart/shelves/');
    expect(first.json).toMatchObject({ ok: true, data: [{ name: '一号架' }, { name: '二号架' }] });
    const again = await app.get('/apart/shelves/');
    expect([again.text, again.headers.get('etag')]).toEqual([
      first.text,
      first.headers.get('etag'),
    ]);
    const etag = { 'If-None-Match': first.headers.get('etag')! };
    expect((await app.get('/apart/shelves/', etag)).status).toBe(304);
  });

  it('is not around what OPTIONS tells tools', async () => {
    const { json } = await app.request('OPTIONS', '/things/quiet/');
    expect(json).toHaveProperty('renders');
    expect(json).not.toHaveProperty('ok');
  });

  describe('in the documentation', () => {
    const paths = () => {
      const start = { openapi: '3.1.0', info: { title: '', version: '' } };
      const { paths } = describeResources(start, app.nest.get(ViewRegistry), app.nest.get(Rest));
      return paths as Record<string, any>;
    };
    const schemaOf = (path: string, status: number) =>
      paths()[path].get.responses[status].content['application/json'].schema;

    it('is around the answer', () => {
      expect(schemaOf('/apart/shelves/{id}/', 200).properties.data).toEqual({
        $ref: '#/components/schemas/Shelf',
      });
      expect(schemaOf('/apart/shelves/{id}/', 404)).toEqual({
        $ref: '#/components/schemas/Refused',
      });
      expect(paths()['/apart/shelves/'].get.responses[304]).not.toHaveProperty('content');
    });

    it('says where an error comes as a success', () => {
      const { responses } = paths()['/things/quiet/'].get;
      expect(Object.keys(responses)).toEqual(['200', '500', '503']);
      expect(schemaOf('/things/quiet/', 200).anyOf).toHaveLength(2);
    });
  });

  describe('of views below a path', () => {
    it('is there by all their names, and nowhere else', async () => {
      expect((await app.get('/apart/racks/1/')).json).toMatchObject({ data: { name: '一号架' } });
      expect((await app.get('/shelves/1/')).status).toBe(404);
      expect((await app.get('/apart/shelves')).headers.get('location')).toBe('/apart/shelves/');
    });

    it('leaves the views themselves as they are, for other applications', () => {
      const [below] = include('elsewhere', [WrappedShelves]);
      expect([below!.name, below === WrappedShelves]).toEqual(['WrappedShelves', false]);
      expect(() => include('x', [Shelf])).toThrow('Shelf is no view');
    });
  });
});
