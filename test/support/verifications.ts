import { Global, Module, type DynamicModule } from '@nestjs/common';
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
  const imports = [CoreModule.forRoot(settings, {}), VerificationsModule, OneUserModule];
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

/** The code in a text. */
export function codeIn(text: string): string {
  return /\d{4,8}/.exec(text)![0];
}
