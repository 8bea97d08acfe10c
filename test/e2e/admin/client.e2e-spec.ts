import { describe, expect, it } from 'vitest';
import { buildAdminPages } from '../../support/admin-pages.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

describe('the pages of the back office', () => {
  const app = testApp(testSettings(), { prepare: async () => buildAdminPages() });

  it.each(['/admin/', '/admin/goods/7/history?x=1'])(
    'are one page wherever one enters: %s',
    async (path) => {
      const { status, headers, text } = await app.get(path);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(text).toContain('<div id="root"></div>');
    },
  );

  it('may run only scripts of their own, and no page may frame them', async () => {
    const { headers, text } = await app.get('/admin/');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=/);
  });

  it('have files that browsers keep for good, and none but these', async () => {
    const { text } = await app.get('/admin/');
    const [, script] = /src="(\/admin\/assets\/[^"]+\.js)"/.exec(text)!;
    const { status, headers } = await app.get(script!);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toContain('javascript');
    expect((await app.get('/admin/assets/none.js')).status).toBe(404);
    expect((await app.get('/admin/assets/..%2f.built-from')).status).toBe(404);
  });

  it('are built as people get them, by tests as well', async () => {
    const { text } = await app.get('/admin/');
    const scripts = [...text.matchAll(/"(\/admin\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
    const sources = await Promise.all(scripts.map(async (path) => (await app.get(path)).text));
    // What React says while it is developed.
    expect(sources.filter((source) => source.includes('Each child in a list'))).toEqual([]);
    expect(scripts.length).toBeGreaterThan(1);
  });

  it('stand below a path with its last slash', async () => {
    const { status, headers } = await app.get('/admin');
    expect([status, headers.get('location')]).toEqual([301, '/admin/']);
  });

  it('take no place of the API', async () => {
    const { status, json } = await app.get('/admin/api/nothing/', { 'Accept-Language': 'en' });
    expect([status, json.detail]).toEqual([401, expect.any(String)]);
    expect((await app.request('POST', '/admin/')).status).toBe(404);
  });
});
