import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { namesOfOneMachine } from '../../../src/config/payment-settings.js';
import { loadSettings, SETTING_VARIABLES, SettingsError } from '../../../src/config/settings.js';

const secret = 'a secret of at least thirty-two characters';
const production = {
  NODE_ENV: 'production',
  SECRET_KEY: secret,
  SMS_PROVIDER: 'yunpian',
  YUNPIAN_API_KEY: 'key',
  MAIL_URL: 'smtp://user:password@mail:587',
  EMAIL_FROM: 'Shop <shop@example.com>',
  PUBLIC_URL: 'https://api.example.com',
  ALLOWED_HOSTS: 'api.example.com',
  PAYMENT_PROVIDER: 'alipay',
  ALIPAY_APP_ID: '2021000000000000',
  ALIPAY_SELLER_ID: '2088000000000000',
  ALIPAY_PRIVATE_KEY_FILE: '/run/secrets/alipay-private.pem',
  ALIPAY_PUBLIC_KEY_FILE: '/run/secrets/alipay-public.pem',
};
const stack = {
  DATABASE_URL: 'mysql://u:p@db:3306/shop',
  REDIS_URL: 'redis://cache:6379/0',
  SECRET_KEY: secret,
};
/** Was built in once. */
const known = 'development-only-secret-key-never-use-it-in-production';

function refusal(env: NodeJS.ProcessEnv): string {
  try {
    loadSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('accepted');
}

describe('settings', () => {
  it('need nothing in development: embedded mode on port 8000', () => {
    expect(loadSettings({})).toMatchObject({
      nodeEnv: 'development',
      mode: 'embedded',
      host: '0.0.0.0',
      port: 8000,
      dataDir: './data',
      mediaRoot: 'data/media',
      allowedHosts: ['*'],
      trustedProxies: [],
      throttleAnon: undefined,
      throttleUser: undefined,
      cacheTtl: 60,
      timeZone: 'Asia/Shanghai',
      redisPrefix: 'shop:',
      logLevel: 'info',
      demoData: true,
      workers: 5,
      smsProvider: 'outbox',
      mailUrl: undefined,
      emailFrom: { name: 'Shop', address: 'shop@localhost' },
    });
  });

  it('choose the stack when both of its addresses are given', () => {
    expect(loadSettings(stack)).toMatchObject({
      mode: 'stack',
      databaseUrl: stack.DATABASE_URL,
      redisUrl: stack.REDIS_URL,
      redisCacheUrl: `${new URL('/1', stack.REDIS_URL).href}`,
      demoData: false,
    });
  });

  it('read lists, numbers and rates', () => {
    const settings = loadSettings({
      PORT: '80',
      CORS_ORIGINS: 'https://a.example, http://localhost:*,',
      ALLOWED_HOSTS: '.example.com,127.0.0.1',
      TRUSTED_PROXIES: '10.0.0.0/8,::1,loopback',
      THROTTLE_ANON: '100/day',
      THROTTLE_USER: '5/m',
      CACHE_TTL: '0',
      MEDIA_ROOT: '/srv/media',
    });
    expect(settings).toMatchObject({
      port: 80,
      corsOrigins: ['https://a.example', 'http://localhost:*'],
      allowedHosts: ['.example.com', '127.0.0.1'],
      trustedProxies: ['10.0.0.0/8', '::1', 'loopback'],
      throttleAnon: '100/day',
      throttleUser: '5/m',
      cacheTtl: 0,
      mediaRoot: '/srv/media',
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(loadSettings({ DATABASE_URL: '', PORT: '' })).toMatchObject({
      mode: 'embedded',
      port: 8000,
    });
  });

  it('ask strangers for a captcha in production, unless told otherwise', () => {
    expect(loadSettings({}).captchaRequired).toBe(false);
    expect(loadSettings(production).captchaRequired).toBe(true);
    expect(loadSettings({ ...production, CAPTCHA_REQUIRED: 'off' }).captchaRequired).toBe(false);
  });

  it('admit the storefronts of developers, and nobody in production unless named', () => {
    expect(loadSettings({}).corsOrigins).toContain('http://localhost:*');
    expect(loadSettings(production).corsOrigins).toEqual([]);
  });

  it.each([
    [{}, true],
    [{ DEMO_DATA: 'off' }, false],
    [stack, false],
    [{ ...stack, DEMO_DATA: 'on' }, true],
    [production, false],
    [{ ...production, DEMO_DATA: 'on' }, true],
  ])('fill an empty shop only where that is wanted: %o', (env, expected) => {
    expect(loadSettings(env).demoData).toBe(expected);
  });

  it.each([
    [{ DATABASE_URL: stack.DATABASE_URL }, /^REDIS_URL: missing/],
    [{ REDIS_URL: stack.REDIS_URL }, /^DATABASE_URL: missing/],
    [{ ...stack, DATABASE_URL: 'postgres://db/shop' }, /^DATABASE_URL: .*mysql:\/\//],
    [{ ...stack, DATABASE_URL: 'mysql://db:3306/' }, /^DATABASE_URL: .*database name/],
    [{ ...stack, DATABASE_URL: 'nonsense' }, /^DATABASE_URL: /],
    [{ ...stack, REDIS_URL: 'http://cache' }, /^REDIS_URL: .*redis:\/\//],
    [{ ...stack, SECRET_KEY: '' }, /^SECRET_KEY: missing/],
    [{ SECRET_KEY: known }, /^SECRET_KEY: everybody knows/],
    [{ ...production, SECRET_KEY: known }, /^SECRET_KEY: everybody knows/],
    [{ SECRET_KEY_FALLBACKS: `${secret},${known}` }, /^SECRET_KEY_FALLBACKS.*: everybody knows/],
    [{ SECRET_KEY_FALLBACKS: 'short' }, /^SECRET_KEY_FALLBACKS.*32/],
    [{ SECRET_KEY: 'short' }, /^SECRET_KEY: .*32/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV: /],
    [{ PORT: '70000' }, /^PORT: .*65535/],
    [{ PORT: '8e3' }, /^PORT: /],
    [{ CACHE_TTL: '-1' }, /^CACHE_TTL: /],
    [{ THROTTLE_ANON: '100 per day' }, /^THROTTLE_ANON: .*100\/day/],
    [{ THROTTLE_USER: '0/day' }, /^THROTTLE_USER: /],
    [{ TIME_ZONE: 'Mars/Olympus' }, /^TIME_ZONE: /],
    [{ TRUSTED_PROXIES: 'proxy.example' }, /^TRUSTED_PROXIES: /],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES: /],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL: /],
    [{ DEMO_DATA: 'yes' }, /^DEMO_DATA: /],
    [{ WORKERS: 'many' }, /^WORKERS: /],
    [{ SMS_PROVIDER: 'pigeon' }, /^SMS_PROVIDER: /],
    [{ SMS_PROVIDER: 'yunpian' }, /^YUNPIAN_API_KEY: missing/],
    [{ SMS_TEMPLATE: 'your code' }, /^SMS_TEMPLATE: .*\{code\}/],
    [{ YUNPIAN_BASE_URL: 'sms.yunpian.com' }, /^YUNPIAN_BASE_URL: /],
    [{ MAIL_URL: 'mail.example.com' }, /^MAIL_URL: .*smtp:\/\//],
    [{ MAIL_URL: 'smtp://mail' }, /^EMAIL_FROM: missing/],
    [{ ...production, ALLOWED_HOSTS: '' }, /^ALLOWED_HOSTS: production/],
    [{ CORS_ORIGINS: 'https://*.shop.example' }, /^CORS_ORIGINS: /],
    [{ CORS_ORIGINS: 'https://shop.example/' }, /^CORS_ORIGINS: /],
    [{ CORS_ORIGINS: 'shop.example' }, /^CORS_ORIGINS: /],
    [{ CORS_ORIGINS: '*://shop.example' }, /^CORS_ORIGINS: /],
    [{ CORS_ORIGINS: 'https://shop.example,http://a:8*' }, /^CORS_ORIGINS: /],
    [{ ...production, SMS_PROVIDER: 'outbox' }, /^SMS_PROVIDER: production/],
    [{ ...production, MAIL_URL: '' }, /^MAIL_URL: production/],
    [{ ...production, PAYMENT_PROVIDER: 'sandbox' }, /^PAYMENT_PROVIDER: production/],
    [{ ...production, ALIPAY_APP_ID: '' }, /^ALIPAY_APP_ID: missing/],
    [{ ...production, ALIPAY_SELLER_ID: '' }, /^ALIPAY_SELLER_ID: missing/],
    [{ ...production, PUBLIC_URL: '' }, /^PUBLIC_URL: missing/],
    [{ ...production, ALIPAY_PUBLIC_KEY_FILE: '' }, /^ALIPAY_PUBLIC_KEY: missing/],
    [{ ...production, ALIPAY_PRIVATE_KEY: 'MII' }, /^ALIPAY_PRIVATE_KEY: .*not both/],
  ])('refuse %o in one line that names the variable', (env, message) => {
    expect(refusal(env)).toMatch(message);
    expect(refusal(env)).not.toContain('\n');
  });

  it.each([
    ['a@b', { name: '', address: 'a@b' }],
    ['Shop <a@b.example>', { name: 'Shop', address: 'a@b.example' }],
    ['美多商城<itcast@163.com>', { name: '美多商城', address: 'itcast@163.com' }],
    ['Shop, Inc. <a@b>', { name: 'Shop, Inc.', address: 'a@b' }],
  ])('take %s for a sender', (EMAIL_FROM, emailFrom) => {
    expect(loadSettings({ EMAIL_FROM }).emailFrom).toEqual(emailFrom);
  });

  it.each([
    'shop',
    'Shop a@b',
    'Shop <a@b> again',
    '<shop>',
    'a@b, c@d',
    'Shop <a@b, c@d>',
    'a@b\r\nBcc: c@d',
    'Shop\nBcc: c@d <a@b>',
  ])('refuse %j for a sender', (EMAIL_FROM) => {
    expect(refusal({ EMAIL_FROM })).toMatch(/^EMAIL_FROM: .*Name <a@b>/);
  });

  it('make a secret key of the embedded shop, once, for the owner only', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secret-'));
    const DATA_DIR = join(folder, 'data');
    try {
      const { secretKey } = loadSettings({ DATA_DIR });
      expect(secretKey.length).toBeGreaterThanOrEqual(32);
      expect(loadSettings({ DATA_DIR, NODE_ENV: 'test' }).secretKey).toBe(secretKey);
      expect(loadSettings({ DATA_DIR: join(folder, 'other') }).secretKey).not.toBe(secretKey);
      const file = join(DATA_DIR, 'secret.key');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      writeFileSync(file, 'short');
      expect(() => loadSettings({ DATA_DIR }).secretKey).toThrow(/SECRET_KEY: .*secret\.key/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are all described in .env.example, which describes nothing else', () => {
    const text = readFileSync('.env.example', 'utf8');
    const names = [...text.matchAll(/^(?:# ?)?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
    expect(names.toSorted()).toEqual([...SETTING_VARIABLES].sort());
    expect(() => loadSettings(parseEnv(text))).not.toThrow();
  });
});

describe('the addresses of one machine', () => {
  const warning = (PUBLIC_URL: string, STOREFRONT_URL: string) =>
    namesOfOneMachine(loadSettings({ PUBLIC_URL, STOREFRONT_URL }).payments);

  it('are warned of when they lose each other’s cookies', () => {
    expect(warning('http://localhost:8000', 'http://127.0.0.1:8080')).toMatch(/cookies are lost/);
    expect(warning('http://localhost:8000', 'http://localhost:8080')).toBeUndefined();
    expect(warning('https://api.example.com', 'https://www.example.com')).toBeUndefined();
  });
});
