import { describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { rawRequest } from '../../support/http.js';
import { testSettings } from '../../support/settings.js';

const FORWARDED = {
  Host: 'internal:8000',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Host': 'shop.example',
};

/** Scheme and host of the URLs in answers to a request with these headers. */
async function origins(app: TestApp, headers: Record<string, string>): Promise<string[]> {
  const { json: page } = await rawRequest(app.url, 'GET', '/goods/?page_size=1', { headers });
  const { json: goods } = await rawRequest(app.url, 'GET', '/goods/1/', { headers });
  const { json: root } = await rawRequest(app.url, 'GET', '/', { headers });
  const urls = [
    page.next,
    page.results[0].goods_front_image,
    goods.images[0].image,
    root.goods,
  ] as string[];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

describe('URLs in answers', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it('name the host that the client asked', async () => {
    expect(await origins(app, { Host: 'shop.example' })).toEqual(['http://shop.example']);
    expect(await origins(app, { Host: 'other.example:8000' })).toEqual([
      'http://other.example:8000',
    ]);
  });

  it.each(['a b', '[', 'a"b<c>'])('name no host that cannot be one: %s', async (host) => {
    const { status } = await rawRequest(app.url, 'GET', '/goods/', { headers: { Host: host } });
    expect(status).toBe(400);
  });

  it('are not led to another site by a target that names one', async () => {
    const { status, headers } = await rawRequest(app.url, 'GET', 'http://evil.example/goods', {});
    expect([status, headers.get('Location')]).toEqual([301, '/goods/']);
    expect(JSON.stringify(headers)).not.toContain('evil');
  });

  it('are not found when they name something longer than any name', async () => {
    const { status } = await app.get(`/goods/${'1'.repeat(501)}/`);
    expect(status).toBe(404);
  });

  it('do not name what a client claims to have been forwarded from', async () => {
    expect(await origins(app, FORWARDED)).toEqual(['http://internal:8000']);
  });
});

describe('URLs in answers behind a trusted proxy', () => {
  const app = testApp(testSettings({ TRUSTED_PROXIES: '127.0.0.1' }), { seed: seedCatalogue });

  it('name scheme and host that the client asked the proxy', async () => {
    expect(await origins(app, FORWARDED)).toEqual(['https://shop.example']);
  });

  it('name the host of the request where the proxy adds nothing', async () => {
    expect(await origins(app, { Host: 'shop.example' })).toEqual(['http://shop.example']);
  });
});

describe('URLs in answers behind a proxy of another network', () => {
  const app = testApp(testSettings({ TRUSTED_PROXIES: '10.0.0.0/8' }), { seed: seedCatalogue });

  it('do not name what it claims', async () => {
    expect(await origins(app, FORWARDED)).toEqual(['http://internal:8000']);
  });
});

describe('a shop with a list of its hosts', () => {
  const app = testApp(testSettings({ ALLOWED_HOSTS: 'shop.example,.shop.test' }));
  const statusFor = async (Host: string) =>
    (await rawRequest(app.url, 'GET', '/hotsearchs/', { headers: { Host } })).status;

  it.each(['shop.example', 'shop.example:8000', 'shop.test', 'api.shop.test'])(
    'answers for %s',
    async (host) => {
      expect(await statusFor(host)).toBe(200);
    },
  );

  it.each(['evil.example', 'shop.example.evil.example', 'evilshop.test', '127.0.0.1'])(
    'refuses to answer for %s',
    async (host) => {
      expect(await statusFor(host)).toBe(400);
    },
  );
});
