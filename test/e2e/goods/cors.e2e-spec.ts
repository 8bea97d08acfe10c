import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

const SHOP = 'http://shop.example';
const preflight = (origin: string) => ({
  Origin: origin,
  'Access-Control-Request-Method': 'POST',
  'Access-Control-Request-Headers': 'authorization,content-type',
});

describe('a storefront on a listed origin', () => {
  const app = testApp(testSettings({ CORS_ORIGINS: `${SHOP},http://localhost:*` }));

  it.each([
    ['200', '/hotsearchs/', {}],
    ['301', '/hotsearchs', {}],
    ['400', '/goods/?pricemin=abc', {}],
    ['404 of a resource', '/goods/999/', {}],
    ['404 of no resource', '/nope/', {}],
    ['406', '/goods/', { Accept: 'image/png' }],
    ['page', '/goods/', { Accept: 'text/html' }],
  ])('may read a %s', async (_status, path, headers) => {
    const answer = await app.get(path, { ...headers, Origin: SHOP });
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
  });

  it('may read a 405', async () => {
    const { headers } = await app.request('POST', '/goods/', { headers: { Origin: SHOP } });
    expect(headers.get('access-control-allow-origin')).toBe(SHOP);
  });

  it('may be on any port where the list says so', async () => {
    for (const origin of ['http://localhost:8080', 'http://localhost:3000']) {
      const { headers } = await app.get('/hotsearchs/', { Origin: origin });
      expect(headers.get('access-control-allow-origin')).toBe(origin);
    }
  });

  it.each(['/goods/', '/goods/1/', '/goods', '/nope/'])('asks first about %s', async (path) => {
    const answer = await app.request('OPTIONS', path, { headers: preflight(SHOP) });
    expect([answer.status >= 200 && answer.status < 300, answer.text]).toEqual([true, '']);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    const allowed = (name: string) => answer.headers.get(name)!.toLowerCase().split(/,\s*/);
    expect(allowed('access-control-allow-methods')).toEqual(
      expect.arrayContaining(['get', 'post', 'put', 'patch', 'delete']),
    );
    expect(allowed('access-control-allow-headers')).toEqual(
      expect.arrayContaining(['authorization', 'content-type']),
    );
    expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(0);
  });

  it('still gets the description of a resource from OPTIONS', async () => {
    const { status, json, headers } = await app.request('OPTIONS', '/goods/', {
      headers: { Origin: SHOP },
    });
    expect([status, json.name]).toEqual([200, 'Goods List List']);
    expect(headers.get('access-control-allow-origin')).toBe(SHOP);
  });

  it.each([
    'http://evil.example',
    'https://shop.example',
    'http://shop.example.evil.example',
    'http://localhost.evil.example:80',
    'null',
  ])('is none of ours: %s', async (origin) => {
    const simple = await app.get('/hotsearchs/', { Origin: origin });
    expect(simple.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await app.request('OPTIONS', '/goods/', { headers: preflight(origin) });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('storefronts anywhere', () => {
  const app = testApp(testSettings({ CORS_ORIGINS: '*' }));

  it('may read, without credentials', async () => {
    const { headers } = await app.get('/goods/999/', { Origin: SHOP });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });
});
