import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { namesOfOneMachine } from '../../../src/config/names-of-one-machine.js';
import { SettingsError } from '../../../src/config/settings.js';
import { defineSettings } from '../../../src/config/group.js';
import { environmentFile, withSettingsTable } from '../../../src/config/settings-list.js';
import { cacheSettings } from '../../../src/infrastructure/cache/cache.settings.js';
import { httpSettings } from '../../../src/infrastructure/http/http.settings.js';
import { jobSettings } from '../../../src/infrastructure/jobs/jobs.settings.js';
import { mailSettings } from '../../../src/infrastructure/mail/mail.settings.js';
import { smsSettings } from '../../../src/infrastructure/sms/sms.settings.js';
import { verificationSettings } from '../../../src/verifications/verifications.settings.js';
import { loadSettings, SETTING_VARIABLES, SETTINGS } from '../../../src/settings.js';

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
      timeZone: 'Asia/Shanghai',
      redisPrefix: 'shop:',
      logLevel: 'info',
      demoData: true,
    });
    const settings = loadSettings({});
    expect(settings.of(httpSettings)).toMatchObject({
      allowedHosts: ['*'],
      trustedProxies: [],
      throttleAnon: undefined,
      throttleUser: undefined,
    });
    expect(settings.of(cacheSettings).ttl).toBe(60);
    expect(settings.of(jobSettings).workers).toBe(5);
    expect(settings.of(smsSettings).provider).toBe('outbox');
    expect(settings.of(mailSettings)).toEqual({
      url: undefined,
      from: { name: 'Shop', address: 'shop@localhost' },
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
    expect(settings).toMatchObject({ port: 80, mediaRoot: '/srv/media' });
    expect(settings.of(cacheSettings).ttl).toBe(0);
    expect(settings.of(httpSettings)).toMatchObject({
      corsOrigins: ['https://a.example', 'http://localhost:*'],
      allowedHosts: ['.example.com', '127.0.0.1'],
      trustedProxies: ['10.0.0.0/8', '::1', 'loopback'],
      throttleAnon: '100/day',
      throttleUser: '5/m',
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(loadSettings({ DATABASE_URL: '', PORT: '' })).toMatchObject({
      mode: 'embedded',
      port: 8000,
    });
  });

  it('ask strangers for a captcha in production, unless told otherwise', () => {
    expect(loadSettings({}).of(verificationSettings).captchaRequired).toBe(false);
    expect(loadSettings(production).of(verificationSettings).captchaRequired).toBe(true);
    expect(
      loadSettings({ ...production, CAPTCHA_REQUIRED: 'off' }).of(verificationSettings)
        .captchaRequired,
    ).toBe(false);
  });

  it('admit the storefronts of developers, and nobody in production unless named', () => {
    expect(loadSettings({}).of(httpSettings).corsOrigins).toContain('http://localhost:*');
    expect(loadSettings(production).of(httpSettings).corsOrigins).toEqual([]);
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

  it('name further servers of a cluster, on the usual port unless told', () => {
    const env = { ...stack, DATABASE_FALLBACKS: '10.0.0.2, db3:3307,[::1]:3308' };
    expect(loadSettings(env).databaseFallbacks).toEqual([
      { host: '10.0.0.2', port: 3306 },
      { host: 'db3', port: 3307 },
      { host: '::1', port: 3308 },
    ]);
  });

  it.each([
    [{ DATABASE_URL: stack.DATABASE_URL }, /^REDIS_URL: missing/],
    [{ REDIS_URL: stack.REDIS_URL }, /^DATABASE_URL: missing/],
    [{ ...stack, DATABASE_URL: 'postgres://db/shop' }, /^DATABASE_URL: .*mysql:\/\//],
    [{ ...stack, DATABASE_URL: 'mysql://db:3306/' }, /^DATABASE_URL: .*database name/],
    [{ ...stack, DATABASE_URL: 'nonsense' }, /^DATABASE_URL: /],
    [{ ...stack, DATABASE_URL: 'mysql://u:100%@db/shop' }, /^DATABASE_URL: .*%25/],
    [{ ...stack, DATABASE_URL: 'mysql://db/shop?ssl=true' }, /^DATABASE_URL: .*behind a \?/],
    [{ ...stack, DATABASE_FALLBACKS: 'db2:port' }, /^DATABASE_FALLBACKS: .*host:port/],
    [{ ...stack, DATABASE_FALLBACKS: 'db2/shop' }, /^DATABASE_FALLBACKS: .*host:port/],
    [{ DATABASE_REPLICA_URL: 'mysql://db2/shop' }, /^DATABASE_URL: missing/],
    [{ ...stack, DATABASE_REPLICA_URL: 'mysql://db2/' }, /^DATABASE_REPLICA_URL: .*database name/],
    [
      { ...stack, DATABASE_FALLBACKS: 'db3', DATABASE_REPLICA_URL: 'mysql://db2/shop' },
      /^DATABASE_REPLICA_URL: follows one server/,
    ],
    [{ ...stack, REDIS_URL: 'http://cache' }, /^REDIS_URL: .*redis:\/\//],
    [{ ...stack, REDIS_URL: 'redis://cache/shop' }, /^REDIS_URL: .*number/],
    [{ ...stack, REDIS_CACHE_URL: 'redis://cache/1/2' }, /^REDIS_CACHE_URL: .*number/],
    [{ STORAGE_URL: 'https://key:50%@s3.example.com/bucket' }, /^STORAGE_URL: .*%25/],
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
    [{ ALLOWED_HOSTS: 'https://shop.example' }, /^ALLOWED_HOSTS: .*api\.example\.com/],
    [{ ALLOWED_HOSTS: 'shop.example:443' }, /^ALLOWED_HOSTS: /],
    [{ ALLOWED_HOSTS: '*.shop.example' }, /^ALLOWED_HOSTS: /],
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
  ])('take %s for a sender', (EMAIL_FROM, from) => {
    expect(loadSettings({ EMAIL_FROM }).of(mailSettings).from).toEqual(from);
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

  it('name everything that is wrong at once, in one line', () => {
    const message = refusal({ PORT: 'x', WORKERS: 'many', SMS_PROVIDER: 'pigeon' });
    expect(message).toMatch(/^PORT: .*; WORKERS: .*; SMS_PROVIDER: /);
    expect(refusal({ ...production, MAIL_URL: '', ALIPAY_APP_ID: '' })).toMatch(
      /^MAIL_URL: .*; ALIPAY_APP_ID: /,
    );
  });

  it('are each declared once', () => {
    expect(SETTING_VARIABLES.toSorted()).toEqual([...new Set(SETTING_VARIABLES)].sort());
  });

  it('are unknown when no list has them', () => {
    const group = defineSettings({ title: 'Tea', variables: {}, values: () => 1 });
    expect(() => loadSettings({}).of(group)).toThrow(/^Tea: not listed/);
  });

  it('are listed in .env.example and the README as npm run settings:list writes them', () => {
    const text = readFileSync('.env.example', 'utf8');
    expect(text).toBe(environmentFile(SETTINGS));
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toBe(withSettingsTable(readme, SETTINGS));
  });

  it('may be taken from .env.example as they stand', () => {
    const copied = loadSettings(parseEnv(readFileSync('.env.example', 'utf8')));
    expect(copied).toEqual(loadSettings({}));
  });
});

describe('the addresses of one machine', () => {
  const warning = (PUBLIC_URL: string, STOREFRONT_URL: string) =>
    namesOfOneMachine(loadSettings({ PUBLIC_URL, STOREFRONT_URL }));

  it('are warned of when they lose each other’s cookies', () => {
    expect(warning('http://localhost:8000', 'http://127.0.0.1:8080')).toMatch(/cookies are lost/);
    expect(warning('http://localhost:8000', 'http://localhost:8080')).toBeUndefined();
    expect(warning('https://api.example.com', 'https://www.example.com')).toBeUndefined();
  });
});
