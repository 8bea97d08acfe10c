import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { JobQueue } from '../../../src/infrastructure/jobs/index.js';
import { VerificationCodes } from '../../../src/verifications/index.js';
import { FakeYunpian, REFUSED, SENT } from '../../support/fake-yunpian.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import { codeIn, freshMobile, verificationsApp } from '../../support/verifications.js';

const REFUSAL = (REFUSED.body as { msg: string }).msg;

describe('codes sent through a provider', async () => {
  const yunpian = new FakeYunpian();
  await yunpian.start();
  afterAll(() => yunpian.stop());
  const settings = testSettings({
    SMS_PROVIDER: 'yunpian',
    YUNPIAN_API_KEY: 'key',
    YUNPIAN_BASE_URL: yunpian.url,
    SMS_TEMPLATE: '【测试】验证码{code}',
    SMS_DAILY_PER_IP: '1000',
  });
  const app = verificationsApp(settings);
  beforeEach(() => yunpian.reset());

  const check = (mobile: string, code: string) =>
    app.nest.get(VerificationCodes).check('sms', mobile, code);

  /** Texts that the provider got for a mobile. */
  const textsTo = (mobile: string) =>
    yunpian.requests
      .filter(({ fields }) => fields.mobile === mobile)
      .map((sms) => sms.fields.text!);

  it('arrive in the words of the template before the client is answered', async () => {
    const mobile = freshMobile();
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(200);
    const [text] = textsTo(mobile);
    expect(text).toMatch(/^【测试】验证码\d{6}$/);
    expect(await check(mobile, codeIn(text!))).toBe('ok');
  });

  it('reach the provider once, of fifty requests at once', async () => {
    const mobile = freshMobile();
    await Promise.all(Array.from({ length: 50 }, () => app.get(`/sms_codes/${mobile}/`)));
    expect(textsTo(mobile)).toHaveLength(1);
  });

  it('are a 400 with the provider’s words when it refuses, and may be asked for again', async () => {
    const mobile = freshMobile();
    yunpian.answer = REFUSED;
    const meiduo = await app.get(`/sms_codes/${mobile}/`);
    expect(meiduo.status).toBe(400);
    expect(meiduo.json).toEqual({ non_field_errors: [REFUSAL], message: REFUSAL });

    const mxshop = await app.request('POST', '/code/', { body: { mobile } });
    expect(mxshop.status).toBe(400);
    expect(mxshop.json).toEqual({ mobile: [REFUSAL] });

    yunpian.answer = SENT;
    expect((await app.request('POST', '/code/', { body: { mobile } })).status).toBe(201);
  });

  it('are kept for the operator when they were refused, without the code', async () => {
    const mobile = freshMobile();
    yunpian.answer = REFUSED;
    await app.get(`/sms_codes/${mobile}/`);
    const failed = await app.nest.get(JobQueue).failed();
    const job = failed.find(({ payload }) => (payload as { address: string }).address === mobile);
    expect(job).toMatchObject({ name: 'deliver-code', reason: REFUSAL });
    expect(JSON.stringify(job)).not.toContain(codeIn(textsTo(mobile)[0]!));
  });

  it('are on their way when the provider is silent, and are not sent again', async () => {
    const mobile = freshMobile();
    yunpian.answer = 'silence';
    const begin = performance.now();
    const { status } = await app.get(`/sms_codes/${mobile}/`);
    const took = performance.now() - begin;
    expect(status).toBe(200);
    expect(took).toBeGreaterThan(2_900);
    expect(took).toBeLessThan(4_500);
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(400);

    expect(textsTo(mobile)).toHaveLength(1);
    expect(await check(mobile, codeIn(textsTo(mobile)[0]!))).toBe('ok');
  });

  it('are sent again when the provider fails', async () => {
    const mobile = freshMobile();
    yunpian.answer = { status: 400, body: { code: -50, msg: '未知异常' } };
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(200);
    yunpian.answer = SENT;
    await until(() => textsTo(mobile).length > 1, 10_000);
    expect(await check(mobile, codeIn(textsTo(mobile).at(-1)!))).toBe('ok');
  });
});

describe('codes sent by a mail server', async () => {
  const received: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? new Error('no such user') : null),
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        received.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const settings = testSettings({
    MAIL_URL: `smtp://127.0.0.1:${port}`,
    EMAIL_FROM: 'shop@example.com',
  });
  const app = verificationsApp(settings);
  const post = (email: string) =>
    app.request('POST', '/email_codes/', { body: { email }, headers: { 'Accept-Language': 'en' } });

  it('arrive, in the language of the client', async () => {
    expect((await post('shopper@example.com')).status).toBe(201);
    const [mail] = received;
    expect(mail).toMatch(/^Subject: Verification code\r$/m);
    // The same in each try, so that mail programs show one.
    expect(mail).toMatch(/^Message-ID: <deliver-code-[\w-]+@example\.com>\r$/m);
    const [, code] = /Your verification code is (\d{6})/.exec(mail!)!;
    const codes = app.nest.get(VerificationCodes);
    expect(await codes.consume('email', 'shopper@example.com', code!)).toBe('ok');
  });

  it('are a 400 when it refuses the address, and may be asked for again', async () => {
    for (let round = 0; round < 2; round += 1) {
      const refused = await post('nobody@example.com');
      expect(refused.status).toBe(400);
      expect(refused.json).toEqual({
        email: ['The mail server takes no mail for this address.'],
      });
    }
  });
});
