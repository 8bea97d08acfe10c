import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/settings.js';
import { oauthSettings } from '../../../src/oauth/oauth.settings.js';

const production = {
  NODE_ENV: 'production',
  ALLOWED_HOSTS: 'api.example.com',
  SECRET_KEY: 'a secret of at least thirty-two characters',
  SMS_PROVIDER: 'yunpian',
  YUNPIAN_API_KEY: 'key',
  MAIL_URL: 'smtp://user:password@mail:587',
  EMAIL_FROM: 'Shop <shop@example.com>',
  PUBLIC_URL: 'https://api.example.com/',
  PAYMENT_PROVIDER: 'alipay',
  ALIPAY_APP_ID: '2021000000000000',
  ALIPAY_SELLER_ID: '2088000000000000',
  ALIPAY_PRIVATE_KEY_FILE: '/run/secrets/alipay-private.pem',
  ALIPAY_PUBLIC_KEY_FILE: '/run/secrets/alipay-public.pem',
};
const qq = { OAUTH_QQ_CLIENT_ID: 'id', OAUTH_QQ_CLIENT_SECRET: 'secret' };
const stack = {
  DATABASE_URL: 'mysql://u:p@db:3306/shop',
  REDIS_URL: 'redis://cache:6379/0',
  SECRET_KEY: production.SECRET_KEY,
};

describe('settings about signing in with other accounts', () => {
  it('have a sandbox play every provider in the demo shop', () => {
    const { sandbox, sandboxPort, clients } = loadSettings({}).of(oauthSettings);
    expect([sandbox, sandboxPort]).toEqual([true, 8002]);
    const client = {
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      baseUrl: 'http://localhost:8002',
    };
    expect(clients).toEqual({ qq: client, weibo: client, weixin: client });
  });

  it.each([production, { ...production, DEMO_DATA: 'on' }, stack, { OAUTH_SANDBOX: 'off' }])(
    'have no sandbox elsewhere: what has no client id is off: %o',
    (env) => {
      const { sandbox, clients } = loadSettings({ ...env, ...qq }).of(oauthSettings);
      expect(sandbox).toBe(false);
      expect(clients.qq).toEqual({ clientId: 'id', clientSecret: 'secret', baseUrl: undefined });
      expect([clients.weibo, clients.weixin]).toEqual([undefined, undefined]);
    },
  );

  it('leave a provider with a client id to itself, also in the demo shop', () => {
    const { clients } = loadSettings(qq).of(oauthSettings);
    expect(clients.qq?.baseUrl).toBeUndefined();
    expect(clients.weibo?.clientId).toBe('sandbox');
  });

  it('send browsers back to the public address', () => {
    expect(loadSettings(production).of(oauthSettings).completeUrls).toEqual({
      qq: 'https://api.example.com/complete/qq/',
      weibo: 'https://api.example.com/complete/weibo/',
      weixin: 'https://api.example.com/complete/weixin/',
    });
  });

  it.each([
    [{ ...production, OAUTH_SANDBOX: 'on' }, /^OAUTH_SANDBOX: production/],
    [{ OAUTH_WEIBO_CLIENT_ID: 'id' }, /^OAUTH_WEIBO_CLIENT_SECRET: missing/],
    [{ OAUTH_QQ_BASE_URL: 'graph.qq.com' }, /^OAUTH_QQ_BASE_URL: /],
    [{ OAUTH_COOKIE_DOMAIN: 'https://example.com' }, /^OAUTH_COOKIE_DOMAIN: /],
    [{ OAUTH_COOKIE_DOMAIN: 'localhost' }, /^OAUTH_COOKIE_DOMAIN: /],
  ])('refuse %o in one line that names the variable', (env, text) => {
    expect(() => loadSettings(env)).toThrow(text);
  });
});
