import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { SettingsError, type Settings } from '../../../src/config/settings.js';
import { loadSettings } from '../../../src/settings.js';
import type { Order } from '../../../src/orders/index.js';
import { PaymentLinks } from '../../../src/payments/index.js';
import { testSettings } from '../../support/settings.js';

const app = generateKeyPairSync('rsa', { modulusLength: 2048 });
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });

const base64 = (key: typeof app.publicKey, type: string) =>
  (key.export({ format: 'der', type } as never) as unknown as Buffer).toString('base64');

const ALIPAY = {
  PAYMENT_PROVIDER: 'alipay',
  SECRET_KEY: 'a-secret-of-the-shop-that-takes-money',
  PUBLIC_URL: 'https://api.example.com/',
  ALIPAY_APP_ID: '2021000000000000',
  ALIPAY_SELLER_ID: '2088000000000000',
  ALIPAY_PRIVATE_KEY: base64(app.privateKey, 'pkcs1'),
  ALIPAY_PUBLIC_KEY: base64(alipay.publicKey, 'spki'),
};

async function startError(settings: Settings): Promise<unknown> {
  try {
    const nest = await createApplication(settings);
    await nest.close();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a shop with Alipay', () => {
  const settings = testSettings(ALIPAY);
  const file = join(settings.dataDir, 'own.pem');

  it('links to its gateway with the application of the settings', async () => {
    const nest = await createApplication(settings);
    const order = { sn: '1', totalCents: 1, closesAt: new Date() } as Order;
    const url = new URL(await nest.get(PaymentLinks, { strict: false }).providerUrl(order));
    await nest.close();
    const told = url.searchParams.get('timestamp')!.replace(' ', 'T');
    expect(Math.abs(Date.parse(`${told}+08:00`) - Date.now())).toBeLessThan(60_000);
    expect(url.origin + url.pathname).toBe('https://openapi.alipay.com/gateway.do');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      app_id: '2021000000000000',
      method: 'alipay.trade.page.pay',
      sign_type: 'RSA2',
      return_url: 'https://api.example.com/alipay/return/',
      notify_url: 'https://api.example.com/alipay/return/',
    });
  });

  it.each([
    ['a private key that is none', { ALIPAY_PRIVATE_KEY: 'MIIE' }, /^ALIPAY_PRIVATE_KEY: /],
    ['a public key that is none', { ALIPAY_PUBLIC_KEY: 'MIIE' }, /^ALIPAY_PUBLIC_KEY: /],
    [
      'a file that is not there',
      { ALIPAY_PUBLIC_KEY: '', ALIPAY_PUBLIC_KEY_FILE: '/nowhere.pem' },
      /^ALIPAY_PUBLIC_KEY_FILE: \/nowhere\.pem/,
    ],
    [
      'its own public key for that of Alipay',
      { ALIPAY_PUBLIC_KEY: '', ALIPAY_PUBLIC_KEY_FILE: file },
      /^ALIPAY_PUBLIC_KEY_FILE: .*of the application/,
    ],
  ])('does not start with %s', async (_what, changes, message) => {
    writeFileSync(file, app.publicKey.export({ format: 'pem', type: 'spki' }));
    const error = await startError(
      loadSettings({
        ...ALIPAY,
        ...changes,
        NODE_ENV: 'test',
        DATA_DIR: settings.dataDir,
        LOG_LEVEL: 'silent',
        DEMO_DATA: 'off',
      }),
    );
    expect(error).toBeInstanceOf(SettingsError);
    expect((error as Error).message).toMatch(message);
  });
});
