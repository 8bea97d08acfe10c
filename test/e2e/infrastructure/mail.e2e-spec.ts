import { describe, expect, it, onTestFinished } from 'vitest';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createServer, type AddressInfo } from 'node:net';
import { mailSettings } from '../../../src/infrastructure/mail/mail.settings.js';
import { ConfigModule } from '../../../src/config/config.module.js';
import { JobFailed, JobQueue, JobsModule } from '../../../src/infrastructure/jobs/index.js';
import {
  MailModule,
  MailRefused,
  MailSender,
  SEND_MAIL,
} from '../../../src/infrastructure/mail/index.js';
import { OutboxModule } from '../../../src/infrastructure/outbox/index.js';
import { mailServer } from '../../support/mail-server.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const MAIL = {
  to: 'bob@example.com',
  subject: '请验证您的邮箱',
  text: '点击链接：http://shop.example/verify?token=abc.def',
  html: '<a href="http://shop.example/verify?token=abc.def">验证</a>',
};

describe('mail', () => {
  const settings = testSettings({ EMAIL_FROM: '美多商城 <shop@example.com>', WORKERS: '2' });

  /** The part of a process that sends mail, through this server. */
  async function mailer(mailUrl: string) {
    Object.assign(settings.of(mailSettings), { url: mailUrl });
    @Module({
      imports: [
        ConfigModule.forRoot(settings),
        JobsModule.forRoot(settings),
        OutboxModule,
        MailModule,
      ],
    })
    class Root {}
    const context = await NestFactory.createApplicationContext(Root, { logger: false });
    onTestFinished(() => context.close());
    return { sender: context.get(MailSender), queue: context.get(JobQueue) };
  }

  it('arrives as text and HTML, in Chinese, from the shop', async () => {
    const server = await mailServer();
    const { sender } = await mailer(server.url);
    await sender.send(MAIL);
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'shop@example.com', to: ['bob@example.com'] });
    const word = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
    expect(mail!.headers).toContain(`From: ${word('美多商城')} <shop@example.com>`);
    expect(mail!.headers).toContain('To: bob@example.com');
    expect(mail!.headers).toContain(`Subject: ${word('请验证您的邮箱')}`);
    expect(mail!.parts).toEqual([
      ['text/plain', MAIL.text],
      ['text/html', MAIL.html],
    ]);
  });

  it('signs in, also where the server has no TLS', async () => {
    const seen: unknown[] = [];
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        seen.push([username, password]);
        done(null, { user: username });
      },
    });
    const { sender } = await mailer(`smtp://shop%40example.com:p%3Aw@${server.host}`);
    await sender.send(MAIL);
    expect(seen).toEqual([['shop@example.com', 'p:w']]);
    expect(server.mails).toHaveLength(1);
  });

  it('fails, but is not refused for good, while the shop may not sign in', async () => {
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('wrong password')),
    });
    const { sender } = await mailer(`smtp://shop:secret@${server.host}`);
    const error = await sender.send(MAIL).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'EAUTH' });
    expect(error).not.toBeInstanceOf(MailRefused);
    expect(String(error)).not.toContain('secret');
  });

  it('is refused when the server knows no such recipient', async () => {
    const server = await mailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('no such user'), { responseCode: 550 })),
    });
    const { sender, queue } = await mailer(server.url);
    await expect(sender.send(MAIL)).rejects.toThrow(MailRefused);
    await expect(sender.send(MAIL)).rejects.toThrow('no such user');
    const job = await queue.enqueue(SEND_MAIL, MAIL);
    await expect(job.finished(5)).rejects.toThrow(JobFailed);
    expect(server.mails).toEqual([]);
  });

  it('is not refused when the server asks to come back later', async () => {
    const server = await mailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('greylisted'), { responseCode: 450 })),
    });
    const { sender } = await mailer(server.url);
    const error = await sender.send(MAIL).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ responseCode: 450 });
    expect(error).not.toBeInstanceOf(MailRefused);
  });

  it('is given up when the server says nothing', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { sender } = await mailer(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const startedAt = performance.now();
    await expect(sender.send(MAIL)).rejects.toThrow(/Greeting never received/);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
  });

  it('of one job keeps its id, so that a second try makes no second mail', async () => {
    let refusals = 1;
    const ids: string[] = [];
    const server = await mailServer({
      onRcptTo: (_address, _session, done) =>
        refusals-- > 0 ? done(Object.assign(new Error('later'), { responseCode: 450 })) : done(),
    });
    const { sender, queue } = await mailer(server.url);
    const job = await queue.enqueue(SEND_MAIL, MAIL);
    await until(() => refusals === 0);
    expect(await job.finished(0.1)).toBe('pending');
    await sender.send({ ...MAIL, id: job.id });
    await sender.send({ ...MAIL, id: job.id });
    for (const { headers } of server.mails) {
      ids.push(headers.find((header) => header.startsWith('Message-ID:'))!);
    }
    expect(ids).toEqual([1, 2].map(() => `Message-ID: <${job.id}@example.com>`));
  });

  it.each([
    'bob@example.com, eve@example.com',
    'bob@example.com\r\nBcc: eve@example.com',
    'Bob <bob@example.com>',
    'bob@example.com> NOTIFY=NEVER',
    'bob',
    '',
  ])('goes to nobody when the recipient is %j', async (to) => {
    const server = await mailServer();
    const { sender } = await mailer(server.url);
    await expect(sender.send({ ...MAIL, to })).rejects.toThrow(MailRefused);
    expect(server.mails).toEqual([]);
  });

  it('gets no header from its subject', async () => {
    const server = await mailServer();
    const { sender } = await mailer(server.url);
    await sender.send({ ...MAIL, subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nbody' });
    const [mail] = server.mails;
    expect(mail!.to).toEqual(['bob@example.com']);
    expect(mail!.headers).toContain('Subject: Hello Bcc: eve@example.com body');
    expect(mail!.headers.filter((header) => header.startsWith('Bcc'))).toEqual([]);
  });

  it('attaches no files, whatever its text says', async () => {
    const server = await mailServer();
    const { sender } = await mailer(server.url);
    const mail = { ...MAIL, text: { path: '/etc/hostname' } as unknown as string };
    await expect(sender.send(mail)).rejects.toThrow();
    expect(server.mails).toEqual([]);
  });
});
