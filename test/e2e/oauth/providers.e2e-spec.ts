import { describe, expect, it } from 'vitest';
import { oauthSettings } from '../../../src/oauth/oauth.settings.js';
import { OAuthSandboxHost } from '../../../src/sandbox/oauth/sandbox-host.js';
import { testApp } from '../../support/app.js';
import { Browser, cookiesOf, oauthShop } from '../../support/oauth.js';
import { testSettings } from '../../support/settings.js';

describe('providers', () => {
  const app = testApp(
    testSettings({
      PUBLIC_URL: 'https://api.example.com',
      OAUTH_WEIBO_CLIENT_ID: 'weibo-id',
      OAUTH_WEIBO_CLIENT_SECRET: 'weibo-secret',
      OAUTH_WEIXIN_CLIENT_ID: 'wx-id',
      OAUTH_WEIXIN_CLIENT_SECRET: 'wx-secret',
      OAUTH_WEIXIN_REDIRECT_URI: 'https://www.example.com/weixin/',
    }),
  );

  it('without a client id are off', async () => {
    const answers = await Promise.all([
      app.get('/oauth/qq/authorization/'),
      app.get('/oauth/qq/user/?code=1'),
      app.request('POST', '/oauth/qq/user/', { body: {} }),
      app.get('/login/qq/'),
      app.get('/complete/qq/'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(answers[0]!.json).toEqual({ detail: '未找到。' });
  });

  it('are asked at their own addresses', async () => {
    const [weibo, weixin] = await Promise.all([
      app.get('/login/weibo/'),
      app.get('/login/weixin/'),
    ]);
    expect(weibo.headers.get('location')).toMatch(
      /^https:\/\/api\.weibo\.com\/oauth2\/authorize\?response_type=code&client_id=weibo-id&redirect_uri=https%3A%2F%2Fapi\.example\.com%2Fcomplete%2Fweibo%2F&state=[\da-f]{32}$/,
    );
    expect(weixin.headers.get('location')).toMatch(
      /^https:\/\/open\.weixin\.qq\.com\/connect\/qrconnect\?response_type=code&appid=wx-id&redirect_uri=https%3A%2F%2Fwww\.example\.com%2Fweixin%2F&state=[\da-f]{32}&scope=snsapi_login#wechat_redirect$/,
    );
  });

  it('get no secret by way of the browser', async () => {
    for (const path of ['/login/weibo/', '/login/weixin/']) {
      expect((await app.get(path)).headers.get('location')).not.toMatch(/-secret/);
    }
  });

  it('are not played by a sandbox unless the settings want it', async () => {
    expect(await app.nest.get(OAuthSandboxHost, { strict: false }).server()).toBeUndefined();
  });
});

const shop = await oauthShop({ OAUTH_COOKIE_DOMAIN: 'shop.example' });

describe('a sandbox', () => {
  it('sends browsers back to the shop only', async () => {
    const { json } = await shop.get('/oauth/qq/authorization/');
    const url = new URL(json.login_url);
    expect((await fetch(url)).status).toBe(200);
    url.searchParams.set('redirect_uri', 'https://evil.example/');
    expect((await fetch(url)).status).toBe(400);
  });

  it('shows its pages without scripts', async () => {
    const { json } = await shop.get('/oauth/qq/authorization/?next=/%22onload=x');
    const page = await fetch(json.login_url);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src/);
    expect(await page.text()).toContain('QQ登录（沙箱）');
  });
});

describe('cookies for a storefront on another host', () => {
  it('are for the domain that both share', async () => {
    const answer = await new Browser(shop).signIn('qq');
    const { name, token } = cookiesOf(answer);
    expect([name, token].every((cookie) => cookie!.includes('; Domain=shop.example;'))).toBe(true);
  });
});

describe('a shop whose sandbox finds its port occupied', () => {
  const second = testApp(
    testSettings({
      HOST: '127.0.0.1',
      OAUTH_SANDBOX: 'on',
      OAUTH_SANDBOX_URL: shop.settings.of(oauthSettings).sandboxUrl,
    }),
  );

  it('goes on without it, as another process plays the providers', async () => {
    expect(await second.nest.get(OAuthSandboxHost, { strict: false }).server()).toBeUndefined();
    expect((await second.get('/login/qq/')).status).toBe(302);
  });
});
