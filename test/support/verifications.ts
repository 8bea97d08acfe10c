import { Global, Module, type DynamicModule } from '@nestjs/common';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { Settings } from '../../src/config/settings.js';
import { CoreModule } from '../../src/core.module.js';
import { OutboxFile } from '../../src/infrastructure/outbox/outbox-file.js';
import { KnownMobiles, VerificationsModule } from '../../src/verifications/index.js';
import { testApp, type Answer, type TestApp } from './app.js';

/** The one mobile that is registered. */
export const REGISTERED = '13800000000';

@Global()
@Module({
  providers: [
    { provide: KnownMobiles, useValue: { has: async (mobile: string) => mobile === REGISTERED } },
  ],
  exports: [KnownMobiles],
})
class OneUserModule {}

@Module({})
class VerificationsRoot {}

function verificationsRoot(settings: Settings): DynamicModule {
  const imports = [CoreModule.forRoot(settings, []), VerificationsModule, OneUserModule];
  return { module: VerificationsRoot, imports };
}

/** The verifications, in a shop with one user. */
export function verificationsApp(settings: Settings): TestApp {
  return testApp(settings, { root: verificationsRoot(settings) });
}

let serial = 0;

/** A mobile that no other test has. */
export function freshMobile(): string {
  serial += 1;
  return `139${String(serial).padStart(8, '0')}`;
}

/** The code, link or captcha text that was sent there last. */
export async function lastSecret({ dataDir }: Settings, to: string): Promise<string | undefined> {
  return (await new OutboxFile(dataDir).last(to))?.secret;
}

/** As many requests at once. */
export function crowd(size: number, request: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: size }, request));
}

/** An SMS as the provider got it. */
export interface ReceivedSms {
  readonly mobile: string;
  readonly text: string;
}

/** What the provider says to an SMS: its status and its JSON. */
export type ProviderAnswer = readonly [status: number, body: object];

export const SENT: ProviderAnswer = [200, { code: 0, msg: '发送成功' }];

/** A server that stands for Yunpian; it is closed when the tests are over. */
export class SmsProvider {
  readonly received: ReceivedSms[] = [];
  /** Decides what to say. */
  respond: (sms: ReceivedSms) => ProviderAnswer | Promise<ProviderAnswer> = () => SENT;

  private constructor(readonly url: string) {}

  static async start(): Promise<SmsProvider> {
    const server = createServer((request, response) => {
      void (async () => {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        const form = new URLSearchParams(body);
        const sms = { mobile: form.get('mobile')!, text: form.get('text')! };
        provider.received.push(sms);
        const [status, answer] = await provider.respond(sms);
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answer));
      })();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const provider = new SmsProvider(`http://127.0.0.1:${port}`);
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });
    return provider;
  }

  /** The SMS to a mobile, in their order. */
  to(mobile: string): ReceivedSms[] {
    return this.received.filter((sms) => sms.mobile === mobile);
  }
}

/** The code in a text. */
export function codeIn({ text }: ReceivedSms): string {
  return /\d{4,8}/.exec(text)![0];
}
