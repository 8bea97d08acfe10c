import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { smsSettings } from '../../../src/infrastructure/sms/sms.settings.js';
import { ConfigModule } from '../../../src/config/config.module.js';
import { JobFailed, JobQueue, JobsModule } from '../../../src/infrastructure/jobs/index.js';
import { OutboxModule } from '../../../src/infrastructure/outbox/index.js';
import {
  SEND_SMS,
  SmsModule,
  SmsRefused,
  SmsSender,
} from '../../../src/infrastructure/sms/index.js';
import { YunpianSmsSender } from '../../../src/infrastructure/sms/yunpian-sms-sender.js';
import { FakeYunpian, fakeYunpian, REFUSED } from '../../support/fake-yunpian.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const MOBILE = '13800138000';
const TEXT = '【商城】您的验证码是1234&5。如非本人操作，请忽略本短信';

describe('SMS through Yunpian', () => {
  const yunpian: FakeYunpian = fakeYunpian();
  const settings = testSettings({ SMS_PROVIDER: 'yunpian', YUNPIAN_API_KEY: 'the key' });
  let context: INestApplicationContext;
  let sender: SmsSender;
  let queue: JobQueue;

  beforeAll(async () => {
    Object.assign(settings.of(smsSettings), { yunpianBaseUrl: `${yunpian.url}/` });
    @Module({
      imports: [
        ConfigModule.forRoot(settings),
        JobsModule.forRoot(settings),
        OutboxModule,
        SmsModule,
      ],
    })
    class Root {}
    context = await NestFactory.createApplicationContext(Root, { logger: false });
    sender = context.get(SmsSender);
    queue = context.get(JobQueue);
  });
  beforeEach(() => yunpian.reset());
  afterAll(() => context.close());

  it('is a form with the key, the mobile number and the text', async () => {
    await sender.send(MOBILE, TEXT);
    expect(yunpian.requests).toEqual([
      {
        method: 'POST',
        path: '/v2/sms/single_send.json',
        contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
        fields: { apikey: 'the key', mobile: MOBILE, text: TEXT },
      },
    ]);
  });

  it('is refused with the words of the provider', async () => {
    yunpian.answer = REFUSED;
    const sending = sender.send(MOBILE, TEXT);
    await expect(sending).rejects.toThrow(SmsRefused);
    await expect(sending).rejects.toThrow('验证码类短信1小时内同一手机号发送次数不能超过3次');
  });

  it.each([
    ['a failure on its side', { status: 400, body: { code: -50, msg: '未知异常' } }, '未知异常'],
  ])(
    'is neither sent nor refused when the provider answers with %s',
    async (_case, answer, words) => {
      yunpian.answer = answer;
      const error = await sender.send(MOBILE, TEXT).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(SmsRefused);
      expect((error as Error).message).toContain(words);
    },
  );

  it.each([
    ['a page of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['something else', { status: 200, body: { ok: true } }],
    ['a redirect', { status: 302, body: '' }],
    ['too late', 'slow'],
  ] as const)('is not sent twice when the provider answers with %s', async (_case, answer) => {
    yunpian.answer = answer;
    await new YunpianSmsSender(yunpian.url, 'the key', 200).send(MOBILE, TEXT);
    const job = await queue.enqueue(SEND_SMS, { mobile: MOBILE, text: TEXT });
    expect(await job.finished(5)).toBe('done');
    expect(yunpian.requests).toHaveLength(2);
  });

  it('may be sent again when the provider could not be reached', async () => {
    const nobody = new YunpianSmsSender('http://127.0.0.1:47111', 'the key');
    await expect(nobody.send(MOBILE, TEXT)).rejects.toThrow('ECONNREFUSED');
  });

  it('is tried again by its job when the provider says that it has failed', async () => {
    yunpian.answer = { status: 400, body: { code: -50, msg: '未知异常' } };
    const job = await queue.enqueue(SEND_SMS, { mobile: MOBILE, text: TEXT });
    await until(() => yunpian.requests.length === 1);
    expect(await job.finished(0.1)).toBe('pending');
    yunpian.reset();
    expect(await job.finished(10)).toBe('done');
    expect(yunpian.requests).toHaveLength(1);
  });

  it('is not tried again when the provider refuses', async () => {
    yunpian.answer = REFUSED;
    const job = await queue.enqueue(SEND_SMS, { mobile: MOBILE, text: TEXT });
    await expect(job.finished(5)).rejects.toThrow(JobFailed);
    await expect(job.finished(5)).rejects.toThrow('发送次数不能超过3次');
    expect(yunpian.requests).toHaveLength(1);
  });

  it('is not sent when it has become useless on the way', async () => {
    const expiresAt = Date.now() - 1;
    const job = await queue.enqueue(SEND_SMS, { mobile: MOBILE, text: TEXT, expiresAt });
    await expect(job.finished(5)).rejects.toThrow('too late');
    expect(yunpian.requests).toEqual([]);
  });
});
