import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { rawRequest } from '../../support/http.js';
import { testSettings } from '../../support/settings.js';

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>';

describe('media files', () => {
  const settings = testSettings();
  const app = testApp(settings);

  beforeAll(async () => {
    await mkdir(join(settings.mediaRoot, 'goods/images'), { recursive: true });
    await writeFile(join(settings.mediaRoot, 'goods/images/1.svg'), PICTURE);
    await writeFile(join(settings.mediaRoot, 'goods/images/苹果 1.jpg'), 'jpeg');
    await writeFile(join(settings.mediaRoot, '.secret'), 'secret');
    await writeFile(join(settings.mediaRoot, '../outside.txt'), 'secret');
  });

  it('are served with their type, and kept by browsers for good', async () => {
    const { status, text, headers } = await app.get('/media/goods/images/1.svg');
    expect([status, text]).toEqual([200, PICTURE]);
    expect(headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(headers.get('cache-control')).toBe('public, max-age=2592000, immutable');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('may have any name', async () => {
    const { status, text } = await app.get(
      `/media/goods/images/${encodeURIComponent('苹果 1.jpg')}`,
    );
    expect([status, text]).toEqual([200, 'jpeg']);
  });

  it('are told about by HEAD', async () => {
    const { status, text, headers } = await app.request('HEAD', '/media/goods/images/1.svg');
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('content-length')).toBe(String(PICTURE.length));
  });

  it('are not sent again to a client that has them', async () => {
    const path = '/media/goods/images/1.svg';
    const { headers } = await app.get(path);
    for (const [name, value] of [
      ['If-None-Match', headers.get('etag')!],
      ['If-Modified-Since', headers.get('last-modified')!],
    ] as const) {
      const { status, text } = await rawRequest(app.url, 'GET', path, {
        headers: { [name]: value },
      });
      expect([status, text]).toEqual([304, '']);
    }
  });

  it('are sent in parts', async () => {
    const { status, text, headers } = await app.get('/media/goods/images/1.svg', {
      Range: 'bytes=1-3',
    });
    expect([status, text]).toEqual([206, 'svg']);
    expect(headers.get('content-range')).toBe(`bytes 1-3/${PICTURE.length}`);
    const beyond = await app.get('/media/goods/images/1.svg', { Range: 'bytes=900-' });
    expect([beyond.status, beyond.text]).toEqual([416, '{"detail":"文件没有所请求的部分。"}']);
  });

  it.each([
    '/media/',
    '/media',
    '/media/goods/images',
    '/media/goods/images/',
    '/media/goods/images/2.svg',
    '/media/.secret',
    '/media/../outside.txt',
    '/media/../package.json',
    '/media/..%2foutside.txt',
    '/media/%2e%2e/outside.txt',
    '/media/%2e%2e%2foutside.txt',
    '/media/..%5coutside.txt',
    '/media/goods/..%2f..%2foutside.txt',
    '/media/%252e%252e%252foutside.txt',
    '/media//etc/passwd',
    '/media/%00',
    '/media/goods/images/1.svg%00.jpg',
  ])('are none: %s', async (path) => {
    const { status, text, headers } = await rawRequest(app.url, 'GET', path);
    expect(text).not.toContain('secret');
    expect([400, 403, 404]).toContain(status);
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('cannot be written', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status } = await app.request(method, '/media/goods/images/1.svg');
      expect([404, 405]).toContain(status);
    }
  });
});
