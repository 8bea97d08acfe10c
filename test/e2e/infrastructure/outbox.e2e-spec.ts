import { existsSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outboxCommand } from '../../../src/cli/outbox-command.js';
import { OutboxMailSender } from '../../../src/infrastructure/mail/outbox-mail-sender.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { Outbox } from '../../../src/infrastructure/outbox/outbox.js';
import { OutboxSmsSender } from '../../../src/infrastructure/sms/outbox-sms-sender.js';
import { outputs } from '../../support/outputs.js';
import { testSettings } from '../../support/settings.js';

describe('the outbox of developers', () => {
  const settings = testSettings();
  const outbox = new Outbox(settings);
  const file = new OutboxFile(settings.dataDir);
  const secretOf = async (to: string) => (await file.last(to))?.secret;

  it('keeps the code of an SMS', async () => {
    const text = '【商城】您的验证码是012345，5分钟内有效，客服4001234567';
    await new OutboxSmsSender(outbox).send('13800138000', text);
    expect(await file.last('13800138000')).toMatchObject({
      channel: 'sms',
      text,
      secret: '012345',
    });
  });

  it('keeps the link of a mail, and finds it in any case of letters', async () => {
    const text = '请点击 http://shop.example/verify?token=a.b-c_1234 完成验证。';
    await new OutboxMailSender(outbox).send({ to: 'Bob@Example.com', subject: '验证', text });
    expect(await secretOf('bob@example.COM')).toBe('http://shop.example/verify?token=a.b-c_1234');
  });

  it('keeps the code of a mail without a link', async () => {
    const text = '您的验证码是 654321，5 分钟内有效。';
    await new OutboxMailSender(outbox).send({ to: 'eve@example.com', subject: '验证码', text });
    expect(await secretOf('eve@example.com')).toBe('654321');
  });

  it('gives the last of several', async () => {
    const captcha = { channel: 'captcha', to: 'f3d1', text: 'captcha' } as const;
    await outbox.record({ ...captcha, secret: 'AB12' });
    await outbox.record({ ...captcha, secret: 'CD34' });
    expect(await secretOf('f3d1')).toBe('CD34');
  });

  it('loses nothing when many are sent at once', async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => String(13_900_000_000 + index));
    const send = (to: string) =>
      outbox.record({ channel: 'sms', to, text: to.repeat(20), secret: to.slice(-4) });
    await Promise.all(numbers.map(send));
    for (const number of numbers) expect(await secretOf(number)).toBe(number.slice(-4));
  });

  it('forgets the oldest when it has grown to some megabytes', async () => {
    const text = 'x'.repeat(300_000);
    for (let index = 0; index < 12; index += 1) {
      await outbox.record({ channel: 'mail', to: `old${index}@example.com`, text, secret: 'x' });
    }
    expect(await secretOf('old11@example.com')).toBe('x');
    expect(await secretOf('old0@example.com')).toBeUndefined();
  });

  it('is empty in production', async () => {
    const production = new Outbox(
      Object.assign(Object.create(settings) as typeof settings, {
        nodeEnv: 'production',
        dataDir: '/nowhere',
      }),
    );
    await production.record({ channel: 'captcha', to: 'f3d2', text: '', secret: 'AB12' });
    expect(existsSync('/nowhere')).toBe(false);
  });

  it('is readable for its owner only', () => {
    expect(statSync(file.path).mode & 0o077).toBe(0);
  });

  it('is asked by a command, which prints the secret and nothing else', async () => {
    await outbox.record({ channel: 'captcha', to: 'f3d3', text: 'captcha', secret: 'EF56' });
    const output = outputs();
    expect(await outboxCommand(['F3D3'], () => settings, output)).toBe(0);
    expect([output.out.text, output.err.text]).toEqual(['EF56\n', '']);
  });

  it.each([
    [['nobody@example.com'], 1, 'nothing was sent to nobody@example.com'],
    [[], 2, 'Usage'],
    [['a', 'b'], 2, 'Usage'],
  ])('complains to the caller of `outbox %s`', async (args, code, complaint) => {
    const output = outputs();
    expect(await outboxCommand(args, () => settings, output)).toBe(code);
    expect(output.out.text).toBe('');
    expect(output.err.text).toContain(complaint);
  });
});
