import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { rawRequest } from '../../support/http.js';
import { testSettings } from '../../support/settings.js';

const PARSES =
  '"parses":["application/json","application/x-www-form-urlencoded","multipart/form-data"]';

describe('resources of the catalogue over HTTP', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  describe('verbs', () => {
    it.each([
      ['POST', '/goods/'],
      ['PUT', '/goods/'],
      ['PATCH', '/goods/'],
      ['DELETE', '/goods/'],
      ['POST', '/goods/1/'],
      ['PUT', '/goods/1/'],
      ['PATCH', '/goods/1/'],
      ['DELETE', '/goods/1/'],
      ['DELETE', '/goods/999/'],
      ['POST', '/categories/'],
      ['POST', '/categorys/'],
      ['DELETE', '/banners/1/'],
      ['PUT', '/hotsearchs/1/'],
      ['POST', '/indexgoods/'],
      ['POST', '/'],
    ])('%s %s is not allowed', async (method, path) => {
      const chinese = await app.request(method, path, { body: { name: 'x' } });
      expect([chinese.status, chinese.text]).toEqual([
        405,
        `{"detail":"方法 “${method}” 不被允许。"}`,
      ]);
      expect(chinese.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      const english = await app.request(method, path, { headers: { 'Accept-Language': 'en' } });
      expect([english.status, english.text]).toEqual([
        405,
        `{"detail":"Method \\"${method}\\" not allowed."}`,
      ]);
    });

    it.each([
      '/goods/?page_size=1',
      '/goods/1/',
      '/categories/',
      '/indexgoods/',
      '/',
      '/goods/99/',
    ])('HEAD %s has the headers of GET and no body', async (path) => {
      const get = await app.get(path);
      const head = await app.request('HEAD', path);
      expect([head.status, head.text]).toEqual([get.status, '']);
      for (const name of ['content-type', 'content-length', 'allow', 'vary', 'etag']) {
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
      }
      expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.text)));
    });

    it('OPTIONS describes a resource', async () => {
      const { status, text, headers } = await app.request('OPTIONS', '/goods/');
      expect(status).toBe(200);
      expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(text).toBe(
        '{"name":"Goods List List","description":"商品列表页，分页，搜索，过滤，排序,取某一个具体商品的详情",' +
          `"renders":["application/json","text/html"],${PARSES}}`,
      );
    });

    it('OPTIONS describes one object, also one that does not exist', async () => {
      for (const path of ['/categories/1/', '/categories/999/']) {
        const { status, text } = await app.request('OPTIONS', path);
        expect(status).toBe(200);
        expect(text).toBe(
          '{"name":"Category Instance","description":"商品分类列表数据",' +
            `"renders":["application/json","text/html"],${PARSES}}`,
        );
      }
    });
  });

  describe('formats', () => {
    it.each([
      ['/goods.json', '/goods/'],
      ['/hotsearchs.json/', '/hotsearchs/'],
      ['/hotsearchs/?format=json', '/hotsearchs/'],
      ['/categories/1.json', '/categories/1/'],
      ['/categories/1.json/', '/categories/1/'],
      ['/hotsearchs/?format=', '/hotsearchs/'],
    ])('%s is %s', async (suffixed, plain) => {
      const { status, json } = await app.get(suffixed);
      expect(status).toBe(200);
      const expected = (await app.get(plain)).json;
      expect(json.results ?? json).toEqual(expected.results ?? expected);
    });

    it('keeps the suffix in the links of pages', async () => {
      const { json } = await app.get('/goods.json?page_size=1&page=2');
      expect(json.next).toBe(`${app.url}/goods.json?page=3&page_size=1`);
      expect(json.previous).toBe(`${app.url}/goods.json?page_size=1`);
    });

    it.each(['/hotsearchs/?format=xml', '/goods/1/?format=html', '/goods/999/?format=xml'])(
      '%s does not exist',
      async (path) => {
        const { status, text } = await app.get(path);
        expect([status, text]).toEqual([404, '{"detail":"未找到。"}']);
      },
    );

    it.each([
      'application/json',
      'application/json, text/plain, */*',
      '*/*',
      'application/*',
      'application/json, text/html',
      'application/xml;q=0.9, application/json;q=0.1',
      '',
    ])('answers JSON to Accept: %s', async (accept) => {
      const { status, headers } = await app.get('/hotsearchs/', { Accept: accept });
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/json');
    });

    it.each(['application/xml', 'application/jsonp', 'image/*'])(
      'has nothing for Accept: %s',
      async (accept) => {
        for (const path of ['/hotsearchs/', '/goods/999/']) {
          const chinese = await app.get(path, { Accept: accept });
          expect([chinese.status, chinese.text]).toEqual([
            406,
            '{"detail":"无法满足Accept HTTP头的请求。"}',
          ]);
          expect(chinese.headers.get('content-type')).toBe('application/json');
          const english = await app.get(path, { Accept: accept, 'Accept-Language': 'en' });
          expect(english.text).toBe('{"detail":"Could not satisfy the request Accept header."}');
        }
      },
    );

    it('indents when it is asked to', async () => {
      const plain = await app.get('/hotsearchs/');
      const indented = await app.get('/hotsearchs/', { Accept: 'application/json; indent=4' });
      expect(indented.status).toBe(200);
      expect(indented.text).toBe(JSON.stringify(plain.json, undefined, 4));
    });
  });

  describe('slashes', () => {
    it.each([
      ['/goods', '/goods/'],
      ['/goods?page_size=1&a=%E4%B8%AD', '/goods/?page_size=1&a=%E4%B8%AD'],
      ['/goods/1', '/goods/1/'],
      ['/categorys', '/categorys/'],
      ['/indexgoods', '/indexgoods/'],
    ])('%s is sent to %s', async (path, location) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await app.request(method, path);
        expect([answer.status, answer.text]).toEqual([301, '']);
        expect(answer.headers.get('location')).toBe(location);
        expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      }
    });

    it('never sends to another host', async () => {
      for (const path of ['//evil.example', '//evil.example/goods', '/\\evil.example']) {
        const { status, headers } = await rawRequest(app.url, 'GET', path);
        expect([path, status]).toEqual([path, 404]);
        expect(headers.get('location')).toBeNull();
      }
    });

    it('writes are answered where they are', async () => {
      const { status } = await app.request('POST', '/goods', { body: {} });
      expect(status).toBe(405);
    });
  });

  it.each(['/nope/', '/nope', '/goods/1/2/', '/goods.xml', '/.env', '/goods/%ZZ/'])(
    '%s does not exist',
    async (path) => {
      const { status, json, headers } = await rawRequest(app.url, 'GET', path);
      expect([400, 404]).toContain(status);
      expect(json.detail).toEqual(expect.any(String));
      expect(headers.get('content-type')).toBe('application/json');
    },
  );

  it.each([
    ['en', 'Not found.'],
    ['en-US,en;q=0.9', 'Not found.'],
    ['zh-CN,zh;q=0.9,en;q=0.8', '未找到。'],
    ['en;q=0.5,zh;q=0.9', '未找到。'],
    ['fr', '未找到。'],
    ['', '未找到。'],
    [';;,=', '未找到。'],
  ])('Accept-Language: %s is answered %s', async (language, detail) => {
    const { json, headers } = await app.get('/goods/999/', { 'Accept-Language': language });
    expect(json).toEqual({ detail });
    expect(headers.get('vary')).toContain('Accept-Language');
  });

  it('answers carry the security headers and a request id', async () => {
    for (const path of ['/goods/', '/goods/999/', '/nope/']) {
      const { headers } = await app.get(path, { 'X-Request-Id': 'request-12345' });
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'x-request-id': 'request-12345',
      });
    }
  });

  it('public resources ignore whatever is in Authorization', async () => {
    for (const Authorization of ['JWT garbage', 'Bearer x.y.z', 'Basic !', 'JWT']) {
      expect((await app.get('/goods/1/', { Authorization })).status).toBe(200);
    }
  });
});
