import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { Browser, cookiesOf, newPerson, oauthShop } from '../../support/oauth.js';
import { redisClient, redisProxy } from '../../support/redis.js';
import { until } from '../../support/until.js';
import { newMobile, PASSWORD } from '../../support/users.js';

const LOGIN_PAGE = 'http://shop.example/index/#/app/login?oauth_error=unavailable';

describe('signing in without Redis', async () => {
  const proxy = await redisProxy(process.env.TEST_REDIS_URL!);
  afterAll(() => proxy.close());
  const shop = await oauthShop({ REDIS_URL: proxy.url });

  it('tells so, links nothing, and recovers', async () => {
    const [browser, person] = [new Browser(shop), newPerson()];
    const back = await shop.decide(await browser.begin('qq'), { person });
    const access_token = await shop.bindingToken(newPerson());
    proxy.cut();
    onTestFinished(() => proxy.restore());
    const begin = performance.now();
    const [begun, completed, bound] = await Promise.all([
      new Browser(shop).open('/login/qq/'),
      browser.open(back.pathname + back.search),
      shop.bind({ mobile: newMobile(), password: PASSWORD, sms_code: '123456', access_token }),
    ]);
    expect(performance.now() - begin).toBeLessThan(3_000);
    expect(begun.headers.get('location')).toBe(LOGIN_PAGE);
    expect(completed.headers.get('location')).toBe(LOGIN_PAGE);
    expect(cookiesOf(completed)).toEqual({});
    expect([bound.status, bound.json]).toEqual([507, { message: '服务器内部错误' }]);
    expect(await shop.links('qq', person)).toEqual([]);
    proxy.restore();
    await until(async () => {
      const { headers } = await browser.open(back.pathname + back.search);
      return headers.get('location') === 'http://shop.example/index/#';
    });
  });
});

describe('the state of a sign-in in Redis', async () => {
  const shop = await oauthShop();
  const redis = redisClient(shop.settings);

  it('is nowhere in a form that is still good, and does not stay', async () => {
    const browser = new Browser(shop);
    const state = new URL(await browser.begin('qq')).searchParams.get('state')!;
    const keys = await redis.keys(`${shop.settings.redisPrefix}*oauth-state:*`);
    expect(keys).toHaveLength(1);
    const stored = `${keys[0]} ${await redis.get(keys[0]!)}`;
    expect(stored).not.toContain(state);
    expect(stored).not.toContain(browser.cookies.get('oauth_browser'));
    expect(await redis.ttl(keys[0]!)).toBeGreaterThan(590);
    expect(await redis.ttl(keys[0]!)).toBeLessThanOrEqual(600);
  });
});
