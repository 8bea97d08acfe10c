import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { ApiDescription } from '../../support/api-description.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { expectGood, expectStatus, PagesBrowser } from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { createUser } from '../../support/users.js';

const HAN = /\p{Script=Han}/u;

describe('SESSION_DIALECT_PATH=off', () => {
  const app = testApp(testSettings({ SESSION_DIALECT_PATH: 'off' }));

  it('serves the other families of pages only', async () => {
    expect((await app.get('/session/areas/')).status).toBe(404);
    expect((await app.get('/docs/session/openapi.json')).status).toBe(404);
    expect((await app.get('/areas/')).status).toBe(200);
  });
});

describe('SESSION_DIALECT_PATH=v2/pages', () => {
  const app = testApp(testSettings({ SESSION_DIALECT_PATH: 'v2/pages' }), { seed: seedCatalogue });

  it('serves the pages there and nowhere else', async () => {
    const browser = new PagesBrowser(app, '/v2/pages');
    expectGood(await browser.signIn((await createUser(app)).username));
    expectGood(await browser.get('/carts/simple/'), { cart_skus: [] });
    expect((await app.get('/session/areas/')).status).toBe(404);
  });
});

describe('the description of what the session pages call', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  const document = async (language?: string) =>
    (await app.get('/docs/session/openapi.json', language ? { 'Accept-Language': language } : {}))
      .json;

  it('is a page and a document of its own', async () => {
    const { status, text } = await app.get('/docs/session/');
    expect([status, text]).toEqual([200, expect.stringContaining('swagger-ui')]);
    expect((await app.get('/docs/session/swagger-ui.css')).status).toBe(200);
    const moved = await app.get('/docs/session');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/docs/session/']);
    const { valid, errors } = await new Validator().validate(await document());
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it('has what is below the path, and the main one has nothing of it', async () => {
    const own = Object.keys((await document()).paths);
    expect(own.filter((path) => !path.startsWith('/session/'))).toEqual([]);
    const { paths, components } = (await app.get('/docs/openapi.json')).json;
    expect(Object.keys(paths).filter((path) => path.startsWith('/session'))).toEqual([]);
    expect(components.schemas).not.toHaveProperty('Refusal');
  });

  it('says what everything is for in both languages', async () => {
    const [chinese, english] = [await document(), await document('en')];
    const summaries = (from: any) =>
      new ApiDescription(from).operations.map(({ summary }) => HAN.test(summary));
    expect(new Set(summaries(chinese))).toEqual(new Set([true]));
    expect(new Set(summaries(english))).toEqual(new Set([false]));
    expect([HAN.test(chinese.info.title), HAN.test(english.info.title)]).toEqual([true, false]);
  });

  it('names its operations for good', async () => {
    const ids = new ApiDescription(await document()).operations.map(
      ({ verb, path, operationId }) => `${operationId}: ${verb} ${path}`,
    );
    await expect(`${ids.sort().join('\n')}\n`).toMatchFileSnapshot('./operations.reviewed.txt');
  });
});

describe('errors below the path', () => {
  const app = testApp(testSettings({ THROTTLE_LOOKUP: '2/hour' }));

  it('have the envelope, whatever they are of', async () => {
    const browser = new PagesBrowser(app);
    const put = await browser.put('/register/');
    expectStatus(put, 405, '方法 “PUT” 不被允许。');
    expect(put.headers.get('allow')).toBe('POST, OPTIONS');
    const accept = { headers: { Accept: 'application/xml' } };
    expectStatus(await browser.request('GET', '/areas/', accept), 406, expect.any(String));
    const broken = { body: '{"username":', headers: { 'Content-Type': 'application/json' } };
    const { status, json } = await browser.request('POST', '/login/', broken);
    expect([status, json]).toEqual([200, { code: 400, errmsg: expect.stringMatching(/^JSON/) }]);
  });

  it('have it where there is no view either', async () => {
    const browser = new PagesBrowser(app);
    for (const path of ['/no/such/', '/comments/%c3%28/', '/']) {
      expectStatus(await browser.get(path), 404, '未找到。');
    }
    expect((await app.get('/no/such/')).json).toEqual({ detail: '未找到。' });
  });

  it('tell who asks too often so, and when to come again', async () => {
    const browser = new PagesBrowser(app);
    const ask = () => browser.get('/usernames/somebody/count/');
    await ask();
    await ask();
    const refused = await ask();
    expectStatus(refused, 429, expect.any(String));
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('leave OPTIONS to tools', async () => {
    const { json } = await app.request('OPTIONS', '/session/login/');
    expect(json).toMatchObject({ name: 'Authorization', actions: { POST: { remembered: {} } } });
    expect(json).not.toHaveProperty('code');
  });

  it('are the same in a browser: no page has forms that the pages do not send', async () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const accept of [browser, 'text/html']) {
      const { status, json } = await app.get('/session/info/', { Accept: accept });
      expect([status, json.code]).toEqual([401, 401]);
    }
    const { json } = await app.request('OPTIONS', '/session/login/');
    expect(json.renders).toEqual(['application/json']);
  });
});
