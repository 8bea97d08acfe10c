import { describe, expect, it } from 'vitest';
import { libraryApp } from '../../support/library/app.js';
import { KeptViewSet } from '../../support/library/cached.js';
import { ShelfViewSet } from '../../support/library/viewsets.js';
import { testSettings } from '../../support/settings.js';

const NOT_FOUND = '{"detail":"未找到。"}';

describe('the format of an answer', () => {
  const app = libraryApp(testSettings(), [ShelfViewSet, KeptViewSet]);

  it.each([
    [200, 'application/json'],
    [200, ''],
    [200, 'APPLICATION/JSON'],
    [200, 'application/json;q=0'],
    [200, 'application/json; version=1'],
    [200, ',,application/json'],
    [200, 'application/*'],
    [200, '*/json'],
    [200, 'image/png, */*;q=0.1'],
    [200, 'application/json, text/plain, */*'],
    // A page of the browsable API.
    [200, 'text/html'],
    [200, 'text/html,application/xhtml+xml'],
    [406, 'application/jsonp'],
    [406, 'application/json-patch+json'],
    [406, 'application/json+ld, image/png'],
    [406, 'application'],
    [406, 'json'],
    [406, '*'],
    [406, 'image/png'],
  ])('is %i for Accept: %s, kept or not', async (status, accept) => {
    for (const path of ['/shelves/', '/kept/', '/kept/']) {
      const answer = await app.get(path, { Accept: accept });
      expect([path, answer.status]).toEqual([path, status]);
    }
  });

  it.each([
    ['application/json; indent=4', 4],
    ['*/*; indent=4', 4],
    ['application/json;indent=" 3"', 3],
    ['application/json; indent=99', 8],
    ['application/json; indent=0', 0],
    ['application/json; indent=-1', 0],
    ['application/json; indent=x', 0],
    ['application/*; indent=2, application/json', 0],
  ])('of %s is indented by %i, errors as well', async (accept, indent) => {
    for (const path of ['/shelves/1/', '/kept/1/', '/shelves/99/', '/kept/99/']) {
      const { text, json } = await app.get(path, { Accept: accept });
      expect(text).toBe(JSON.stringify(json, null, indent));
    }
  });

  it('that was asked for is kept in the links of the root', async () => {
    const { json } = await app.get('/?format=json');
    expect(json.shelves).toBe(`${app.url}/shelves/?format=json`);
    expect((await app.get('/.json')).json.shelves).toBe(`${app.url}/shelves.json`);
    expect((await app.get('/')).json.shelves).toBe(`${app.url}/shelves/`);
  });

  it.each(['/%ff/', '/shelves/%ff/', '/%zz/', '/shelves/1%/'])('%s is not found', async (path) => {
    const { status, text } = await app.get(path);
    expect([status, text]).toEqual([404, NOT_FOUND]);
  });

  it.each(['/kept/', '/kept/1/'])('HEAD %s tells what GET tells', async (path) => {
    const get = await app.get(path);
    const etag = get.headers.get('etag')!;
    const head = await app.request('HEAD', path);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.text)));
    const fresh = await app.request('HEAD', path, { headers: { 'If-None-Match': etag } });
    expect(fresh.status).toBe(304);
    expect(fresh.headers.get('etag')).toBe(etag);
    expect(fresh.headers.get('content-length')).not.toBe('0');
  });
});
