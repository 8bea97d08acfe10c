import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  and,
  GenericViewSet,
  IsAdminUser,
  IsAuthenticated,
  IsAuthenticatedOrReadOnly,
  message,
  ModelViewSet,
  not,
  or,
  Permission,
  ReadOnly,
  ReadOnlyViewSet,
  ScopedRateThrottle,
  ViewSet,
  type RestRequest,
} from '../../../src/rest/index.js';
import type { TestApp } from '../../support/app.js';
import { rawRequest } from '../../support/http.js';
import { libraryApp } from '../../support/library/app.js';
import { Book, Shelf } from '../../support/library/entities.js';
import {
  as,
  OwnerOrReadOnly,
  NameAuthentication,
  SilentAuthentication,
} from '../../support/library/readers.js';
import {
  BookInput,
  BookSerializer,
  ShelfInput,
  ShelfSerializer,
} from '../../support/library/serializers.js';
import { BookViewSet, ShelfViewSet } from '../../support/library/viewsets.js';
import { testSettings } from '../../support/settings.js';

const NO_CREDENTIALS = '{"detail":"身份认证信息未提供。"}';
const FORBIDDEN = '{"detail":"您没有执行该操作的权限。"}';
const authentication = [NameAuthentication];
const shelf = { serializers: ShelfSerializer, inputs: ShelfInput, authentication };

/** Books whose second request within a day is refused. */
@ViewSet({
  path: 'rare-books',
  serializers: BookSerializer,
  inputs: BookInput,
  authentication,
  permissions: [IsAuthenticated, not(IsAdminUser)],
  throttles: [new ScopedRateThrottle('rare')],
})
class RareBookViewSet extends ModelViewSet(Book) {}

@ViewSet({
  path: 'silent',
  ...shelf,
  authentication: [SilentAuthentication],
  permissions: [IsAuthenticated],
})
class SilentViewSet extends ReadOnlyViewSet(Shelf) {}

/** Counts the bodies it gets to see. */
@ViewSet({ path: 'uploads', name: 'Upload', authentication, permissions: [IsAuthenticated] })
class UploadViewSet extends GenericViewSet(Shelf) {
  static bodies = 0;

  async create(request: RestRequest): Promise<unknown> {
    const data = await request.data();
    UploadViewSet.bodies += 1;
    return data;
  }
}

const { alice, bob, root } = { alice: as('alice'), bob: as('bob'), root: as('root') };

describe('access', () => {
  const app = libraryApp(
    testSettings(),
    [BookViewSet, ShelfViewSet, RareBookViewSet, SilentViewSet, UploadViewSet],
    { rest: { throttleRates: { rare: '1/day' } } },
  );

  describe('without credentials', () => {
    it.each([
      ['GET', '/books/'],
      ['HEAD', '/books/'],
      ['POST', '/books/'],
      ['GET', '/books/1/'],
      ['GET', '/books/999/'],
      ['PATCH', '/books/1/'],
      ['DELETE', '/books/1/'],
      ['OPTIONS', '/books/'],
      ['OPTIONS', '/books/1/'],
      // Verbs that the resource does not know.
      ['PUT', '/books/'],
      ['POST', '/books/1/'],
    ])('%s %s is 401 with a challenge', async (method, path) => {
      const { status, text, headers } = await app.request(method, path);
      expect([status, text]).toEqual([401, method === 'HEAD' ? '' : NO_CREDENTIALS]);
      expect(headers.get('www-authenticate')).toBe('JWT realm="api"');
      expect(headers.get('allow')).toContain('GET');
      expect(headers.get('vary')).toContain('Authorization');
    });

    it('is said in English to whom prefers it', async () => {
      const { text } = await app.get('/books/', { 'Accept-Language': 'en' });
      expect(text).toBe('{"detail":"Authentication credentials were not provided."}');
    });

    it('are those of another scheme', async () => {
      const { status, text } = await app.get('/books/', { Authorization: 'Basic YWxpY2U6eA==' });
      expect([status, text]).toEqual([401, NO_CREDENTIALS]);
    });
  });

  it('with bad credentials is 401 with the reason', async () => {
    const { status, text, headers } = await app.get('/books/', { Authorization: 'JWT mallory' });
    expect([status, text]).toEqual([401, '{"detail":"Signature has expired."}']);
    expect(headers.get('www-authenticate')).toBe('JWT realm="api"');
  });

  it('is 403 where the authentication has no challenge', async () => {
    const none = await app.get('/silent/');
    expect([none.status, none.text]).toEqual([403, NO_CREDENTIALS]);
    expect(none.headers.get('www-authenticate')).toBeNull();
    const bad = await app.get('/silent/', { Authorization: 'JWT mallory' });
    expect([bad.status, bad.text]).toEqual([403, '{"detail":"Signature has expired."}']);
    expect((await app.get('/silent/', alice)).status).toBe(200);
  });

  it('to public resources needs no credentials and ignores dead ones', async () => {
    for (const headers of [{}, { Authorization: 'JWT mallory' }, alice]) {
      expect((await app.get('/shelves/', headers)).status).toBe(200);
    }
    const { status } = await app.request('POST', '/shelves/', {
      headers: { Authorization: 'JWT mallory' },
      body: { name: '三号架' },
    });
    expect(status).toBe(201);
  });

  describe('is checked in this order:', () => {
    const broken = { headers: { 'Content-Type': 'application/json' }, body: '{' };

    it('the format, before credentials', async () => {
      const xml = await app.get('/books/', { Accept: 'application/xml' });
      expect(xml.status).toBe(406);
      expect(xml.headers.get('www-authenticate')).toBeNull();
      expect((await app.get('/books/?format=xml')).status).toBe(404);
    });

    it('credentials, before the verb and the body', async () => {
      expect((await app.request('PUT', '/books/')).status).toBe(401);
      expect((await app.request('POST', '/books/', broken)).status).toBe(401);
    });

    it('permissions, before throttles, the verb and the body', async () => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const put = await app.request('PUT', '/rare-books/', { headers: root });
        expect([put.status, put.text]).toEqual([403, FORBIDDEN]);
      }
      const post = await app.request('POST', '/rare-books/', {
        ...broken,
        headers: { ...broken.headers, ...root },
      });
      expect(post.status).toBe(403);
    });

    it('throttles, before the verb and the body', async () => {
      const first = await app.request('PUT', '/rare-books/', { headers: bob });
      expect(first.status).toBe(405);
      const second = await app.request('PUT', '/rare-books/', { headers: bob });
      expect(second.status).toBe(429);
      const post = await app.request('POST', '/rare-books/', {
        ...broken,
        headers: { ...broken.headers, ...bob },
      });
      expect(post.status).toBe(429);
    });

    it('the verb, before the body', async () => {
      const { status, text, headers } = await app.request('PUT', '/books/', {
        ...broken,
        headers: { ...broken.headers, ...alice },
      });
      expect([status, text]).toEqual([405, '{"detail":"方法 “PUT” 不被允许。"}']);
      expect(headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    });

    it('the object, before the body', async () => {
      const headers = { ...broken.headers, ...alice };
      const written = { title: 'Order', isbn: '1', shelf: 1 };
      const created = await app.request('POST', '/books/', { headers: alice, body: written });
      const own = `/books/${created.json.id}/`;
      for (const [path, expected] of [
        ['/books/999/', 404],
        [own, 400],
      ] as const) {
        for (const method of ['PUT', 'PATCH']) {
          const { status } = await app.request(method, path, { ...broken, headers });
          expect([path, method, status]).toEqual([path, method, expected]);
        }
      }
      const xml = { headers: { ...alice, 'Content-Type': 'application/xml' }, body: '<a/>' };
      expect((await app.request('PATCH', '/books/999/', xml)).status).toBe(404);
      expect((await app.request('PATCH', own, xml)).status).toBe(415);
    });
  });

  describe('to a body', () => {
    const upload = (headers: Record<string, string>, body: string, path = '/uploads/') =>
      rawRequest(app.url, 'POST', path, { headers, body });
    const json = { ...alice, 'Content-Type': 'application/json' };

    it.each([
      [
        '{"a": "b",}',
        'JSON parse error - Expecting property name enclosed in double quotes: line 1 column 11 (char 10)',
      ],
      [
        '{',
        'JSON parse error - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
      ],
      ['{"a": ', 'JSON parse error - Expecting value: line 1 column 7 (char 6)'],
      ['{"a": NaN}', "JSON parse error - Out of range float values are not JSON compliant: 'NaN'"],
      ['{} {}', 'JSON parse error - Extra data: line 1 column 4 (char 3)'],
    ])('tells what is wrong with %s', async (body, detail) => {
      const { status, text } = await upload(json, body);
      expect([status, text]).toEqual([400, JSON.stringify({ detail })]);
    });

    it.each([
      ['text/plain', 'text/plain'],
      ['application/xml', 'application/xml'],
      ['nonsense', 'nonsense'],
    ])('refuses the type %s', async (type, named) => {
      const { status, text } = await upload({ ...alice, 'Content-Type': type }, 'hello');
      expect([status, text]).toEqual([415, `{"detail":"不支持请求中的媒体类型 “${named}”。"}`]);
      const english = await upload(
        { ...alice, 'Content-Type': type, 'Accept-Language': 'en' },
        'hello',
      );
      expect(english.text).toBe(`{"detail":"Unsupported media type \\"${named}\\" in request."}`);
    });

    it('refuses one without a type', async () => {
      const { status, text } = await upload(alice, '{"a":1}');
      expect([status, text]).toEqual([415, '{"detail":"不支持请求中的媒体类型 “”。"}']);
    });

    it('looks at the type after the credentials', async () => {
      for (const type of ['text/plain', 'nonsense', '']) {
        const { status } = await upload({ 'Content-Type': type }, 'hello');
        expect([type, status]).toEqual([type, 401]);
      }
    });

    it('refuses a multipart form without a boundary', async () => {
      const { status, text } = await upload(
        { ...alice, 'Content-Type': 'multipart/form-data' },
        'x',
      );
      expect([status, text]).toEqual([
        400,
        '{"detail":"Multipart form parse error - Invalid boundary in multipart: None"}',
      ]);
    });

    it('refuses one that is too large, announced or not', async () => {
      const body = JSON.stringify({ a: 'x'.repeat(1024 * 1024) });
      const announced = await upload({ ...json, 'Content-Length': String(body.length) }, body);
      expect(announced.status).toBe(413);
      const chunked = await upload({ ...json, 'Transfer-Encoding': 'chunked' }, body);
      expect(chunked.status).toBe(413);
      expect(Object.keys(chunked.json)).toEqual(['detail']);
    });

    it('does not read it for whom it refuses', async () => {
      const { bodies } = UploadViewSet;
      const head = [
        'POST /uploads/ HTTP/1.1',
        'Host: shop',
        'Content-Type: application/json',
        'Content-Length: 1000000',
        '',
        '{',
      ].join('\r\n');
      expect(await firstLine(app, head)).toBe('HTTP/1.1 401 Unauthorized');
      expect(UploadViewSet.bodies).toBe(bodies);
    });

    it('keeps its connection usable when it was refused', async () => {
      const refused =
        'POST /uploads/ HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}';
      const answers = await responses(app, [
        refused,
        'GET /shelves/ HTTP/1.1\r\nHost: shop\r\n\r\n',
      ]);
      expect(answers).toEqual(['HTTP/1.1 401 Unauthorized', 'HTTP/1.1 200 OK']);
    });

    it('is given to whom posts without the last slash', async () => {
      const { status, text } = await upload(json, '{"a":1}', '/uploads');
      expect([status, text]).toEqual([201, '{"a":1}']);
      const created = await app.request('POST', '/shelves', { body: { name: '四号架' } });
      expect(created.status).toBe(201);
      const patched = await app.request('PATCH', `/shelves/${created.json.id}`, {
        body: { name: '五号架' },
      });
      expect([patched.status, patched.json.name]).toEqual([200, '五号架']);
    });
  });
});

/** The status line of the answer to a request that is never finished. */
async function firstLine(app: TestApp, request: string): Promise<string> {
  const [line] = await responses(app, [request]);
  return line!;
}

/** Status lines of the answers to requests on one connection, each sent after the last answer. */
function responses(app: TestApp, requests: readonly string[]): Promise<string[]> {
  const { hostname, port } = new URL(app.url);
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', reject);
    socket.on('close', () => resolve(lines));
    socket.on('data', (data) => {
      lines.push(
        ...data
          .toString()
          .match(/^HTTP\/1\.1 .*$/gm)!
          .map((line) => line.trim()),
      );
      if (lines.length === requests.length) socket.destroy();
      else socket.write(requests[lines.length]!);
    });
    socket.write(requests[0]!);
  });
}

class IsBob extends Permission {
  override readonly message = message({ en: 'Only for Bob.', 'zh-hans': '仅限 Bob。' });

  override hasPermission(request: RestRequest): boolean {
    return request.user?.id === 2;
  }
}

@ViewSet({ path: 'staff', ...shelf, permissions: [or(IsAdminUser, ReadOnly)] })
class StaffViewSet extends ModelViewSet(Shelf) {}

@ViewSet({ path: 'both', ...shelf, permissions: [and(IsAuthenticated, not(IsAdminUser))] })
class BothViewSet extends ReadOnlyViewSet(Shelf) {}

@ViewSet({ path: 'bob', ...shelf, permissions: [IsBob] })
class BobViewSet extends ReadOnlyViewSet(Shelf) {}

@ViewSet({ path: 'read-only', ...shelf, permissions: [IsAuthenticatedOrReadOnly] })
class OpenViewSet extends ModelViewSet(Shelf) {}

@ViewSet({
  path: 'per-action',
  ...shelf,
  permissions: { list: [ReadOnly], destroy: [IsAdminUser], default: [IsAuthenticated] },
})
class PerActionViewSet extends ModelViewSet(Shelf) {}

@ViewSet({
  path: 'own-or-staff',
  serializers: BookSerializer,
  inputs: BookInput,
  authentication,
  permissions: [or(IsAdminUser, and(IsAuthenticated, OwnerOrReadOnly))],
})
class OwnOrStaffViewSet extends ModelViewSet(Book) {}

describe('permissions', () => {
  const app = libraryApp(
    testSettings(),
    [StaffViewSet, BothViewSet, BobViewSet, OpenViewSet, PerActionViewSet, OwnOrStaffViewSet],
    { books: [{ ownerId: 1 }, { ownerId: 1 }] },
  );
  const status = async (method: string, path: string, headers = {}, body?: unknown) =>
    (await app.request(method, path, { headers, body })).status;

  it.each<[method: string, path: string, anonymous: number, asAlice: number, asRoot: number]>([
    ['GET', '/staff/', 200, 200, 200],
    ['DELETE', '/staff/999/', 401, 403, 404],
    ['GET', '/both/', 401, 200, 403],
    ['GET', '/read-only/', 200, 200, 200],
    ['DELETE', '/read-only/999/', 401, 404, 404],
    ['GET', '/per-action/', 200, 200, 200],
    ['GET', '/per-action/1/', 401, 200, 200],
    ['DELETE', '/per-action/999/', 401, 403, 404],
    ['GET', '/own-or-staff/1/', 401, 200, 200],
  ])('%s %s: %i for nobody, %i for Alice, %i for the staff', async (method, path, ...expected) => {
    expect([
      await status(method, path),
      await status(method, path, alice),
      await status(method, path, root),
    ]).toEqual(expected);
  });

  it('may have words of their own, in both languages', async () => {
    expect((await app.get('/bob/', alice)).text).toBe('{"detail":"仅限 Bob。"}');
    const english = await app.get('/bob/', { ...alice, 'Accept-Language': 'en' });
    expect([english.status, english.text]).toEqual([403, '{"detail":"Only for Bob."}']);
    expect(await status('GET', '/bob/', bob)).toBe(200);
    expect((await app.get('/bob/')).text).toBe(NO_CREDENTIALS);
  });

  it('about an object hold in every part of a composition', async () => {
    const body = { copies: 2 };
    expect(await status('PATCH', '/own-or-staff/1/', bob, body)).toBe(403);
    expect(await status('PATCH', '/own-or-staff/1/', alice, body)).toBe(200);
    expect(await status('PATCH', '/own-or-staff/2/', root, body)).toBe(200);
    expect(await status('DELETE', '/own-or-staff/1/', bob)).toBe(403);
    expect(await status('DELETE', '/own-or-staff/1/', alice)).toBe(204);
  });
});
