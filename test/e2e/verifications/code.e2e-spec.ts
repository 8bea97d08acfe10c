import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../src/docs/docs.js';
import { VerificationCodes } from '../../../src/verifications/index.js';
import { passTime } from '../../support/clock.js';
import { testSettings } from '../../support/settings.js';
import {
  crowd,
  freshMobile,
  lastSecret,
  REGISTERED,
  verificationsApp,
} from '../../support/verifications.js';

describe('POST /code/', () => {
  const settings = testSettings({ SMS_DAILY_PER_IP: '1000' });
  const app = verificationsApp(settings);
  const post = (body: unknown, headers?: Record<string, string>) =>
    app.request('POST', '/code/', { body, headers });

  it('sends four digits', async () => {
    const mobile = freshMobile();
    const { status, json, headers } = await post({ mobile });
    expect(status).toBe(201);
    expect(json).toEqual({ mobile });
    expect(headers.get('allow')).toBe('POST, OPTIONS');
    const code = (await lastSecret(settings, mobile))!;
    expect(code).toMatch(/^\d{4}$/);
    expect(await app.nest.get(VerificationCodes).consume('sms', mobile, code)).toBe('ok');
  });

  it.each([
    [{}, '该字段是必填项。'],
    [{ mobile: '' }, '该字段不能为空。'],
    [{ mobile: null }, '该字段不能为 null。'],
    [{ mobile: '12345' }, '手机号码非法'],
    [{ mobile: '12345678901' }, '手机号码非法'],
    [{ mobile: '138000000001' }, '请确保这个字段不能超过 11 个字符。'],
    [{ mobile: [] }, 'Not a valid string.'],
    [{ mobile: REGISTERED }, '用户已经存在'],
  ])('refuses %j: %s', async (body, text) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ mobile: [text] });
  });

  it('speaks English on request', async () => {
    const { json } = await post({}, { 'Accept-Language': 'en' });
    expect(json).toEqual({ mobile: ['This field is required.'] });
  });

  it('takes forms', async () => {
    const { status } = await app.request('POST', '/code/', {
      body: `mobile=${freshMobile()}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(status).toBe(201);
  });

  it('refuses a second one within 60 seconds', async () => {
    const mobile = freshMobile();
    expect((await post({ mobile })).status).toBe(201);
    const again = await post({ mobile });
    expect(again.status).toBe(400);
    expect(again.json).toEqual({ mobile: ['距离上一次发送未超过60s'] });
    await passTime(settings, 60);
    expect((await post({ mobile })).status).toBe(201);
  });

  it('sends one code to fifty requests at once', async () => {
    const mobile = freshMobile();
    const answers = await crowd(50, () => post({ mobile }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49);
  });

  it('pays no attention to a dead token', async () => {
    const { status } = await post({ mobile: freshMobile() }, { Authorization: 'JWT dead' });
    expect(status).toBe(201);
  });

  it('tells its fields in the answer to OPTIONS', async () => {
    const { json } = await app.request('OPTIONS', '/code/');
    expect(json.name).toBe('Sms Code List');
    expect(json.actions.POST.mobile).toMatchObject({ required: true, max_length: 11 });
  });

  it('is documented with its body, answer and errors', () => {
    const { post: operation } = describeApi(app.nest).paths['/code/'] as any;
    const { schema } = operation.requestBody.content['application/json'];
    expect(schema).toEqual({ $ref: '#/components/schemas/CodeRequest' });
    expect(operation.responses['201'].content['application/json'].example).toHaveProperty('mobile');
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '415', '507']));
  });
});
