import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../src/docs/docs.js';
import {
  type CodeRefused,
  CodeRequests,
  VerificationCodes,
} from '../../../src/verifications/index.js';
import { passTime } from '../../support/clock.js';
import { testSettings } from '../../support/settings.js';
import {
  crowd,
  freshMobile,
  lastSecret,
  REGISTERED,
  verificationsApp,
} from '../../support/verifications.js';

const TOO_SOON = { non_field_errors: ['请求次数过于频繁'], message: '手机频繁发送短信' };

describe('GET /sms_codes/:mobile/', () => {
  const settings = testSettings({ SMS_DAILY_PER_IP: '1000' });
  const app = verificationsApp(settings);
  const ask = (mobile: string) => app.get(`/sms_codes/${mobile}/`);

  it('sends six digits', async () => {
    const mobile = freshMobile();
    const answer = await ask(mobile);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ message: 'OK' });
    expect(await lastSecret(settings, mobile)).toMatch(/^\d{6}$/);
  });

  it('sends codes that prove the mobile', async () => {
    const mobile = freshMobile();
    await ask(mobile);
    const code = (await lastSecret(settings, mobile))!;
    expect(await app.nest.get(VerificationCodes).check('sms', mobile, code)).toBe('ok');
  });

  it('does not mind a registered mobile', async () => {
    expect((await ask(REGISTERED)).status).toBe(200);
  });

  it('refuses a second one within a minute, in the words of both page families', async () => {
    const mobile = freshMobile();
    await ask(mobile);
    await passTime(settings, 59);
    const again = await ask(mobile);
    expect(again.status).toBe(400);
    expect(again.json).toEqual(TOO_SOON);
    await passTime(settings, 1);
    expect((await ask(mobile)).status).toBe(200);
  });

  it('sends one code to fifty requests at once', async () => {
    const mobile = freshMobile();
    const answers = await crowd(50, () => ask(mobile));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 400);
    expect(refused).toHaveLength(49);
    for (const { json } of refused) expect(json).toEqual(TOO_SOON);
  });

  it('sends one code even to requests of the same instant', async () => {
    const address = freshMobile();
    const client = { ip: '::1', language: 'en', raw: { headers: {} } } as const;
    const request = { channel: 'sms', address, length: 6, request: client } as const;
    const requests = app.nest.get(CodeRequests);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => requests.send(request)),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as CodeRefused).reason)).toEqual(
      Array.from({ length: 49 }, () => 'too-soon'),
    );
  });

  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:8080' }, 200],
    [{ 'Sec-Fetch-Site': 'same-site' }, 200],
    [{}, 200],
  ])('is for pages of this site or listed ones: %j', async (headers, expected) => {
    const answer = await app.request('GET', `/sms_codes/${freshMobile()}/`, {
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(expected);
    const body = { mobile: freshMobile() };
    const posted = await app.request('POST', '/code/', {
      body,
      headers: headers as Record<string, string>,
    });
    expect(posted.status).toBe(expected === 200 ? 201 : expected);
  });

  it('shares the minute with POST /code/', async () => {
    const mobile = freshMobile();
    await ask(mobile);
    const { status, json } = await app.request('POST', '/code/', { body: { mobile } });
    expect(status).toBe(400);
    expect(json).toEqual({ mobile: ['距离上一次发送未超过60s'] });
  });

  it.each(['12345678901', '1380000000', '138000000001', '+8613800000000', 'abc', '10000000000'])(
    'answers 404 for %s',
    async (mobile) => {
      const answer = await ask(mobile);
      expect(answer.status).toBe(404);
      expect(answer.json).toEqual({ detail: '未找到。' });
    },
  );

  it('sends at most ten codes a day to one mobile', async () => {
    const mobile = freshMobile();
    for (let number = 1; number <= 10; number += 1) {
      expect((await ask(mobile)).status).toBe(200);
      await passTime(settings, 60);
    }
    const eleventh = await ask(mobile);
    expect(eleventh.status).toBe(400);
    const text = '今天发送验证码的次数已达上限';
    expect(eleventh.json).toEqual({ non_field_errors: [text], message: text });
    await passTime(settings, 86_400);
    expect((await ask(mobile)).status).toBe(200);
  });

  it('answers 405 to other verbs', async () => {
    const { status, headers } = await app.request('POST', `/sms_codes/${freshMobile()}/`);
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('is documented with its parameters, answers and errors', () => {
    const { get } = describeApi(app.nest).paths['/sms_codes/{mobile}/'] as any;
    expect(get.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['mobile', 'text', 'image_code_id']),
    );
    expect(get.responses['200'].content['application/json'].example).toEqual({ message: 'OK' });
    expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(['400', '404', '507']));
  });
});

describe('the daily cap of a client', () => {
  const settings = testSettings({ SMS_DAILY_PER_IP: '3', SMS_DAILY_PER_MOBILE: '2' });
  const app = verificationsApp(settings);

  it('holds under concurrent requests, and a refused mobile has not to wait a minute', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.get(`/sms_codes/${freshMobile()}/`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);

    const mobile = freshMobile();
    const tooMany = ['今天发送验证码的次数已达上限'];
    const first = await app.get(`/sms_codes/${mobile}/`);
    expect(first.json).toMatchObject({ non_field_errors: tooMany });
    const second = await app.get(`/sms_codes/${mobile}/`, { 'Accept-Language': 'en' });
    expect(second.json.message).toBe('Too many codes were requested today.');
  });
});

describe('a shop with a budget of three codes an hour', () => {
  const poor = verificationsApp(
    testSettings({ SMS_HOURLY_BUDGET: '3', THROTTLE_CODES: '6/minute' }),
  );

  it('sends no more, whoever asks, and throttles who asks often', async () => {
    const ask = () => poor.get(`/sms_codes/${freshMobile()}/`);
    for (let i = 0; i < 3; i += 1) expect((await ask()).status).toBe(200);
    for (let i = 0; i < 3; i += 1) {
      const { status, json } = await ask();
      expect([status, json.message]).toEqual([400, '短信服务繁忙，请稍后再试']);
    }
    expect((await ask()).status).toBe(429);
  });
});
