import { describe, expect, it } from 'vitest';
import { VerificationCodes } from '../../../src/verifications/index.js';
import { passTime } from '../../support/clock.js';
import { testSettings } from '../../support/settings.js';
import { crowd, lastSecret, verificationsApp } from '../../support/verifications.js';

let serial = 0;
const freshAddress = () => `shopper${(serial += 1)}@example.com`;

describe('POST /email_codes/', () => {
  const settings = testSettings({ SMS_DAILY_PER_IP: '1000', SMS_DAILY_PER_MOBILE: '2' });
  const app = verificationsApp(settings);
  const post = (body: unknown, headers?: Record<string, string>) =>
    app.request('POST', '/email_codes/', { body, headers });

  it('mails six digits that prove the address', async () => {
    const email = freshAddress();
    const { status, json } = await post({ email });
    expect(status).toBe(201);
    expect(json).toEqual({ email });
    const code = (await lastSecret(settings, email))!;
    expect(code).toMatch(/^\d{6}$/);
    expect(await app.nest.get(VerificationCodes).consume('email', email, code)).toBe('ok');
  });

  it.each([
    [{}, '该字段是必填项。'],
    [{ email: 'shopper' }, '请输入合法的邮件地址。'],
    [{ email: `${'x'.repeat(250)}@example.com` }, '请确保这个字段不能超过 254 个字符。'],
  ])('refuses %j', async (body, text) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ email: [text] });
  });

  it('mails once a minute, whatever the case of the address', async () => {
    const email = freshAddress();
    const answers = await crowd(20, () => post({ email }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const shouted = await post({ email: email.toUpperCase() }, { 'Accept-Language': 'en' });
    expect(shouted.status).toBe(400);
    expect(shouted.json.email[0]).toContain('60 seconds');
    await passTime(settings, 60);
    expect((await post({ email })).status).toBe(201);
  });

  it('mails no more a day than the cap allows', async () => {
    const email = freshAddress();
    for (const status of [201, 201, 400]) {
      expect((await post({ email })).status).toBe(status);
      await passTime(settings, 60);
    }
  });
});
