import { describe, expect, it } from 'vitest';
import { JobQueue } from '../../../src/infrastructure/jobs/index.js';
import { VerificationCodes } from '../../../src/verifications/index.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import {
  codeIn,
  freshMobile,
  SENT,
  SmsProvider,
  verificationsApp,
  type ProviderAnswer,
} from '../../support/verifications.js';

/** Yunpian's refusal of a number on its black list. */
const REFUSED: ProviderAnswer = [400, { code: 19, msg: '号码异常' }];

describe('codes sent through a provider', async () => {
  const provider = await SmsProvider.start();
  const settings = testSettings({
    SMS_PROVIDER: 'yunpian',
    YUNPIAN_API_KEY: 'key',
    YUNPIAN_BASE_URL: provider.url,
    SMS_TEMPLATE: '【测试】验证码{code}',
    SMS_DAILY_PER_IP: '1000',
  });
  const app = verificationsApp(settings);
  const check = (mobile: string, code: string) =>
    app.nest.get(VerificationCodes).check('sms', mobile, code);

  it('arrive in the words of the template before the client is answered', async () => {
    const mobile = freshMobile();
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(200);
    const [sms] = provider.to(mobile);
    expect(sms!.text).toMatch(/^【测试】验证码\d{6}$/);
    expect(await check(mobile, codeIn(sms!))).toBe('ok');
  });

  it('reach the provider once, of fifty requests at once', async () => {
    const mobile = freshMobile();
    await Promise.all(Array.from({ length: 50 }, () => app.get(`/sms_codes/${mobile}/`)));
    expect(provider.to(mobile)).toHaveLength(1);
  });

  it('are a 400 with the provider’s words when it refuses, and may be asked for again', async () => {
    const mobile = freshMobile();
    provider.respond = () => REFUSED;
    const meiduo = await app.get(`/sms_codes/${mobile}/`);
    expect(meiduo.status).toBe(400);
    expect(meiduo.json).toEqual({ non_field_errors: ['号码异常'], message: '号码异常' });

    const mxshop = await app.request('POST', '/code/', { body: { mobile } });
    expect(mxshop.status).toBe(400);
    expect(mxshop.json).toEqual({ mobile: ['号码异常'] });

    provider.respond = () => SENT;
    expect((await app.request('POST', '/code/', { body: { mobile } })).status).toBe(201);
  });

  it('are kept for the operator when they were refused, without the code', async () => {
    const mobile = freshMobile();
    provider.respond = () => REFUSED;
    await app.get(`/sms_codes/${mobile}/`);
    const failed = await app.nest.get(JobQueue).failed();
    const job = failed.find(({ payload }) => (payload as { address: string }).address === mobile);
    expect(job).toMatchObject({ name: 'deliver-code', reason: '号码异常' });
    expect(JSON.stringify(job)).not.toContain(codeIn(provider.to(mobile)[0]!));
  });

  it('are on their way when the provider takes its time, and arrive', async () => {
    const mobile = freshMobile();
    let answer = (_answer: ProviderAnswer): void => undefined;
    provider.respond = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const begin = performance.now();
    const { status } = await app.get(`/sms_codes/${mobile}/`);
    const took = performance.now() - begin;
    answer(SENT);
    expect(status).toBe(200);
    expect(took).toBeGreaterThan(2_900);
    expect(took).toBeLessThan(4_500);
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(400);
    expect(await check(mobile, codeIn(provider.to(mobile)[0]!))).toBe('ok');
  });

  it('are sent again, the same code, when the provider fails', async () => {
    const mobile = freshMobile();
    provider.respond = () =>
      provider.to(mobile).length > 1 ? SENT : [502, { error: 'Bad Gateway' }];
    expect((await app.get(`/sms_codes/${mobile}/`)).status).toBe(200);
    await until(() => provider.to(mobile).length === 2, 12_000);
    const [first, second] = provider.to(mobile);
    expect(codeIn(second!)).toBe(codeIn(first!));
    expect(await check(mobile, codeIn(second!))).toBe('ok');
  });
});
