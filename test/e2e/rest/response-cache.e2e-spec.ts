import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rest } from '../../../src/rest/index.js';
import { rawRequest } from '../../support/http.js';
import { libraryApp } from '../../support/library/app.js';
import { KeptViewSet, MineViewSet, MoodyViewSet } from '../../support/library/cached.js';
import { as } from '../../support/library/readers.js';
import { testSettings } from '../../support/settings.js';

const VIEWSETS = [KeptViewSet, MineViewSet, MoodyViewSet];

describe('kept responses', () => {
  const settings = testSettings();
  const app = libraryApp(settings, VIEWSETS, {
    books: [{ ownerId: 1 }, { ownerId: 2 }, { ownerId: 2 }],
  });
  const names = async (path = '/kept/'): Promise<string[]> =>
    (await app.get(path)).json.results.map(({ name }: { name: string }) => name);
  let serial = 0;
  const newName = () => `架 ${(serial += 1)}`;
  const create = (name = newName()) => app.request('POST', '/kept/', { body: { name } });

  beforeEach(async () => {
    await app.nest.get(Rest).cache.invalidate(['shelves', 'books']);
    KeptViewSet.made = 0;
  });
  afterEach(() => {
    KeptViewSet.meanwhile = async () => {};
  });

  it('are made once and sent again byte for byte', async () => {
    const first = await app.get('/kept/');
    const second = await app.get('/kept/');
    expect(second.text).toBe(first.text);
    expect(Object.fromEntries(second.headers)).toEqual({
      ...Object.fromEntries(first.headers),
      'x-request-id': expect.any(String),
      date: expect.any(String),
    });
    expect(KeptViewSet.made).toBe(1);
  });

  it('tell apart in which order equal parameters come, and no other order', async () => {
    const made = async (query: string) => {
      KeptViewSet.made = 0;
      await app.get(`/kept/?${query}`);
      return KeptViewSet.made;
    };
    expect(await made('search=a&search=b&page=1')).toBe(1);
    expect(await made('page=1&search=a&search=b')).toBe(0);
    expect(await made('search=b&search=a&page=1')).toBe(1);
    expect(await made('search=a&se%61rch=b&page=1')).toBe(0);
  });

  it('are not kept for parameters that nobody has declared', async () => {
    const remember = vi.spyOn(app.nest.get(Rest).cache, 'remember');
    for (let i = 0; i < 5; i += 1) {
      expect((await app.get(`/kept/?page=1&flood=${i}`)).status).toBe(200);
    }
    expect(remember).not.toHaveBeenCalled();
    remember.mockRestore();
  });

  it('are not made for endless searches', async () => {
    expect((await app.get(`/kept/?search=${'x'.repeat(200)}`)).status).toBe(200);
    const { status, json } = await app.get(`/kept/?search=${'x'.repeat(201)}`);
    expect([status, json]).toEqual([400, { search: ['请确保这个字段不能超过 200 个字符。'] }]);
  });

  it('may be kept by clients who ask each time', async () => {
    const { headers } = await app.get('/kept/');
    expect(headers.get('cache-control')).toBe('public, no-cache');
    expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
    expect(headers.get('vary')).toContain('Accept-Language');
    expect(headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
  });

  it.each<[header: (etag: string) => string, status: number]>([
    [(etag) => etag, 304],
    [(etag) => `W/${etag}`, 304],
    [(etag) => `"other", ${etag}`, 304],
    [() => '*', 304],
    [() => '"other"', 200],
    [(etag) => etag.slice(0, -1), 200],
  ])('are not sent to a client who has them: If-None-Match %#', async (header, expected) => {
    const first = await app.get('/kept/');
    const etag = first.headers.get('etag')!;
    const { status, text, headers } = await rawRequest(app.url, 'GET', '/kept/', {
      headers: { 'If-None-Match': header(etag) },
    });
    expect([status, text]).toEqual([expected, expected === 304 ? '' : first.text]);
    expect(headers.get('etag')).toBe(etag);
    expect(headers.get('cache-control')).toBe('public, no-cache');
  });

  it('are made once when many ask at the same time', async () => {
    const queries = await app.queries(async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => app.get('/kept/')));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    });
    expect(KeptViewSet.made).toBe(1);
    expect(queries.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['POST', '/kept/', () => ({ name: newName() })],
    ['PUT', '/kept/1/', () => ({ name: newName() })],
    ['PATCH', '/kept/1/', () => ({ name: newName() })],
  ])('are outdated by %s %s at once', async (method, path, body) => {
    const { headers } = await app.get('/kept/');
    await app.get('/kept/1/');
    const sent = body();
    const { status } = await app.request(method, path, { body: sent });
    expect(status).toBeLessThan(300);
    expect(await names()).toContain(sent.name);
    const again = await rawRequest(app.url, 'GET', '/kept/', {
      headers: { 'If-None-Match': headers.get('etag')! },
    });
    expect(again.status).toBe(200);
    if (path === '/kept/1/') expect((await app.get(path)).json.name).toBe(sent.name);
  });

  it('are outdated by DELETE at once, the count of rows too', async () => {
    const { json } = await create();
    const before = await app.get('/kept/');
    expect((await app.get(`/kept/${json.id}/`)).status).toBe(200);
    await app.request('DELETE', `/kept/${json.id}/`);
    expect((await app.get(`/kept/${json.id}/`)).status).toBe(404);
    expect((await app.get('/kept/')).json.count).toBe(before.json.count - 1);
  });

  it('outlive a write that was refused', async () => {
    await app.get('/kept/');
    expect((await app.request('POST', '/kept/', { body: {} })).status).toBe(400);
    await app.get('/kept/');
    expect(KeptViewSet.made).toBe(1);
  });

  it('are not outdated ones when a write comes while they are made', async () => {
    const name = newName();
    KeptViewSet.meanwhile = async () => {
      KeptViewSet.meanwhile = async () => {};
      await create(name);
    };
    const early = await names();
    expect(early).not.toContain(name);
    expect(await names()).toContain(name);
    expect(await names()).toContain(name);
  });

  it('are never older than the last write of the client who asks', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let round = 0; round < 5; round += 1) {
          const name = newName();
          await create(name);
          const found = await names(`/kept/?search=${encodeURIComponent(name)}`);
          expect(found).toContain(name);
        }
      }),
    );
  });

  it.each([
    ['the query', '/kept/?page=1', {}],
    ['the search', '/kept/?search=x', {}],
    ['the language', '/kept/', { 'Accept-Language': 'en' }],
    ['the path', '/kept.json', {}],
    ['the host', '/kept/', { Host: 'other.example' }],
  ])('differ by %s', async (_what, path, headers) => {
    await rawRequest(app.url, 'GET', '/kept/');
    await rawRequest(app.url, 'GET', path, { headers });
    expect(KeptViewSet.made).toBe(2);
  });

  it('name the host of each client in their links', async () => {
    for (let number = 0; number < 10; number += 1) await create();
    for (const Host of ['a.example', 'b.example', 'a.example']) {
      const { json } = await rawRequest(app.url, 'GET', '/kept/', { headers: { Host } });
      expect(json.next).toBe(`http://${Host}/kept/?page=2`);
    }
  });

  it('of a single row are those of the filters it has to pass', async () => {
    const { json: shelf } = await create('单号');
    const statusOf = async (query: string) => (await app.get(`/kept/${shelf.id}/${query}`)).status;
    expect(await statusOf('')).toBe(200);
    expect(await statusOf('?search=nothing')).toBe(404);
    expect(await statusOf('?search=%E5%8F%B7')).toBe(200);
    expect(await statusOf('?search=nothing')).toBe(404);
    expect(await statusOf('?unknown=1')).toBe(200);
  });

  it('of a private resource are each user’s own', async () => {
    const own = async (name: 'alice' | 'bob') => {
      const answer = await app.get('/mine/', as(name));
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      expect(answer.headers.get('vary')).toContain('Authorization');
      return answer.json.map(({ id }: { id: number }) => id);
    };
    for (let round = 0; round < 2; round += 1) {
      expect(await own('alice')).toEqual([1]);
      expect(await own('bob')).toEqual([2, 3]);
    }
    expect((await app.get('/mine/2/', as('bob'))).status).toBe(200);
    expect((await app.get('/mine/2/', as('alice'))).status).toBe(404);
    const anonymous = await app.get('/mine/');
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('cache-control')).toBeNull();
  });

  it('are no errors', async () => {
    MoodyViewSet.asked = 0;
    const refused = await app.get('/moody/');
    expect(refused.status).toBe(404);
    expect(refused.headers.get('etag')).toBeNull();
    expect(refused.headers.get('cache-control')).toBeNull();
    expect((await app.get('/moody/')).status).toBe(200);
    expect((await app.get('/moody/')).status).toBe(200);
    expect(MoodyViewSet.asked).toBe(2);
  });

  it('fail together with what makes them, for all who wait, and then are made anew', async () => {
    KeptViewSet.meanwhile = () => Promise.reject(new Error('the table is gone'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => app.get('/kept/')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([500]));
    KeptViewSet.meanwhile = async () => {};
    expect((await app.get('/kept/')).status).toBe(200);
  });
});

describe('responses that are not kept', () => {
  const app = libraryApp(testSettings({ CACHE_TTL: '0' }), VIEWSETS);

  it('are made for every request', async () => {
    KeptViewSet.made = 0;
    for (let round = 0; round < 3; round += 1) {
      const { status, headers } = await app.get('/kept/');
      expect(status).toBe(200);
      expect(headers.get('etag')).toBeNull();
      expect(headers.get('cache-control')).toBeNull();
    }
    expect(KeptViewSet.made).toBe(3);
  });

  it('are current', async () => {
    await app.get('/kept/');
    await app.request('POST', '/kept/', { body: { name: '新架' } });
    const { json } = await app.get('/kept/');
    expect(json.count).toBe(3);
  });
});
