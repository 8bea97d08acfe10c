import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { testApp } from '../../support/app.js';
import {
  expectGood,
  expectShown,
  expectStatus,
  FROM_PAGES,
  PagesBrowser,
} from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import { createUser, newMobile, PASSWORD } from '../../support/users.js';
import { lastSecret } from '../../support/verifications.js';

const settings = testSettings({ CAPTCHA_REQUIRED: 'on', THROTTLE_LOGIN: '10000/minute' });
const app = testApp(settings);
const outbox = new OutboxFile(settings.dataDir);
let browser: PagesBrowser;

beforeEach(() => {
  browser = new PagesBrowser(app);
});

describe('codes by SMS for the session pages', () => {
  /** The id of a picture that was shown, and what it says. */
  async function captcha(): Promise<{ id: string; text: string }> {
    const id = randomUUID();
    const { status, headers } = await browser.get(`/image_codes/${id}/`);
    expect([status, headers.get('content-type')]).toEqual([200, 'images/jpg']);
    return { id, text: (await lastSecret(settings, id))! };
  }
  const ask = (mobile: string, { id, text }: { id: string; text: string }) =>
    browser.get(`/sms_codes/${mobile}/?image_code=${text}&image_code_id=${id}`);

  it('come for a captcha, whatever the case of its letters', async () => {
    const mobile = newMobile();
    const { id, text } = await captcha();
    expectGood(await ask(mobile, { id, text: text.toUpperCase() }));
    expect(await lastSecret(settings, mobile)).toMatch(/^\d{6}$/);
  });

  it('come once a minute: the code says where the page is to show the words', async () => {
    const mobile = newMobile();
    expectGood(await ask(mobile, await captcha()));
    expectShown(await ask(mobile, await captcha()), '请求次数过于频繁', 401);
  });

  it('do not come for a wrong captcha, nor for one twice', async () => {
    const mobile = newMobile();
    const shown = await captcha();
    expectShown(await ask(mobile, { ...shown, text: '0000' }), '图片验证码错误');
    expectShown(await ask(mobile, shown), '图片验证码无效');
    expectShown(await browser.get(`/sms_codes/${mobile}/`), expect.any(String));
    expect(await lastSecret(settings, mobile)).toBeUndefined();
  });

  it('do not go to what is no number', async () => {
    expectShown(await ask('12345', await captcha()), '手机号格式错误');
  });

  it('do not come because a page of another site shows a picture', async () => {
    const mobile = newMobile();
    const { id, text } = await captcha();
    const path = `/session/sms_codes/${mobile}/?image_code=${text}&image_code_id=${id}`;
    const answer = await app.get(path, { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(await lastSecret(settings, mobile)).toBeUndefined();
  });

  it('need a picture with an id that is one', async () => {
    expectStatus(await browser.get('/image_codes/a.b/'), 404, '未找到。');
  });
});

describe('e-mail addresses of the session pages', () => {
  let serial = 0;
  const newAddress = () => `pages${(serial += 1)}@example.com`;
  const verify = (token: string) => {
    // As the pages send it: no cookies, and the options of the request for a body.
    const body = { responseType: 'json', withCredentials: true };
    const path = `/session/emails/verification/?token=${encodeURIComponent(token)}`;
    return app.request('PUT', path, { body, headers: FROM_PAGES });
  };

  async function linkTo(address: string): Promise<URL> {
    await until(async () => (await outbox.last(address)) !== undefined);
    return new URL((await outbox.last(address))!.secret!);
  }

  it('are verified by a link to the page that is mailed', async () => {
    const { username } = await createUser(app);
    await browser.signIn(username);
    const email = newAddress();
    expectGood(await browser.put('/emails/', { email }));
    const info = async () => (await browser.get('/info/')).json.info_data;
    expect(await info()).toMatchObject({ email, email_active: false });
    const link = await linkTo(email);
    expect(link.href).toMatch(
      /^http:\/\/www\.meiduo\.site:8080\/success_verify_email\.html\?token=/,
    );
    expectGood(await verify(link.searchParams.get('token')!));
    expect(await info()).toMatchObject({ email, email_active: true });
    // "Send again" is the same call.
    expectGood(await browser.put('/emails/', { email }));
  });

  it.each(['', 'forged'])('are not verified by the token %j: the status says so', async (token) => {
    expectStatus(await verify(token), 400, '链接信息无效');
  });

  it('that are none, or that stand for the account, are refused by the status', async () => {
    const { username } = await createUser(app, { email: newAddress() });
    await browser.signIn(username);
    expectStatus(await browser.put('/emails/', { email: 'nothing' }), 400, expect.any(String));
    const other = newAddress();
    expectStatus(await browser.put('/emails/', { email: other }), 400, expect.any(String));
    expectGood(await browser.put('/emails/', { email: other, password: PASSWORD }));
  });

  it('are for those who have signed in', async () => {
    expectStatus(await browser.put('/emails/', { email: newAddress() }), 401, expect.any(String));
  });
});
