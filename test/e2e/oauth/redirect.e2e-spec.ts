import { describe, expect, it } from 'vitest';
import type { OAuthProviderName } from '../../../src/oauth/oauth.settings.js';
import { User } from '../../../src/users/entities/index.js';
import { passTime } from '../../support/clock.js';
import { Browser, cookiesOf, newPerson, oauthShop } from '../../support/oauth.js';
import { changeUser, createUser, reload } from '../../support/users.js';

const shop = await oauthShop({ TRUSTED_PROXIES: '127.0.0.1' });
// The fragment that a provider may have added ends here.
const START = 'http://shop.example/index/#';
const refusal = (reason: string) => `http://shop.example/index/#/app/login?oauth_error=${reason}`;

/** Who signed up as that person. */
async function userOf(provider: OAuthProviderName, person: string): Promise<User> {
  const [link] = await shop.links(provider, person);
  return shop.dataSource.manager.findOneByOrFail(User, { id: link!.userId });
}

describe.each(['qq', 'weibo', 'weixin'] as const)('signing in by redirect at %s', (provider) => {
  it('ends on the storefront with its cookies, as a customer named as there', async () => {
    const person = newPerson();
    const answer = await new Browser(shop).signIn(provider, { person });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(START);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const user = await userOf(provider, person);
    expect(user).toMatchObject({ name: person, role: 'customer', mobile: null, isActive: true });
    expect(user.username).toMatch(new RegExp(`^${provider}_[\\da-f]{12}$`));
    const { name, token } = cookiesOf(answer);
    expect(name).toBe(`${user.username}; Max-Age=604800; Path=/index; SameSite=Lax`);
    expect(token).toMatch(/^[\w.-]+; Max-Age=604800; Path=\/index; SameSite=Lax$/);
    const headers = { Authorization: `Bearer ${token!.split(';')[0]}` };
    expect((await shop.get('/users/1/', headers)).json).toMatchObject({ id: user.id });
  });

  it('signs the same user in again', async () => {
    const person = newPerson();
    await new Browser(shop).signIn(provider, { person });
    const user = await userOf(provider, person);
    const answer = await new Browser(shop).signIn(provider, { person });
    expect(cookiesOf(answer).name).toMatch(`${user.username};`);
    expect(await shop.links(provider, person)).toHaveLength(1);
  });

  it('makes one customer of somebody who signs in for the first time in many tabs at once', async () => {
    const person = newPerson();
    const before = await shop.dataSource.manager.count(User);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => new Browser(shop).signIn(provider, { person })),
    );
    const names = answers.map((answer) => cookiesOf(answer).name);
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toBeDefined();
    expect(await shop.dataSource.manager.count(User)).toBe(before + 1);
  });

  it('ends at the sign-in page when its owner refuses', async () => {
    const person = newPerson();
    const answer = await new Browser(shop).signIn(provider, { person, answer: 'no' });
    expect(answer.headers.get('location')).toBe(refusal('denied'));
    expect(cookiesOf(answer)).toEqual({});
  });

  it.each(['expired', 'down', 'error', 'garbage', 'huge', 'moved'] as const)(
    'ends at the sign-in page, with nobody made, when the provider answers like this: %s',
    async (scenario) => {
      const before = await shop.dataSource.manager.count(User);
      const answer = await new Browser(shop).signIn(provider, { person: newPerson(), scenario });
      expect([answer.status, answer.headers.get('location')]).toEqual([
        302,
        refusal('unavailable'),
      ]);
      expect(cookiesOf(answer)).toEqual({});
      expect(await shop.dataSource.manager.count(User)).toBe(before);
    },
  );

  it('does without a name that the provider does not tell', async () => {
    const person = newPerson();
    await new Browser(shop).signIn(provider, { person, scenario: 'nameless' });
    const { name, username } = await userOf(provider, person);
    expect(name).toBe(username);
  });
});

describe('signing in by redirect', () => {
  it('waits five seconds for the provider, and no longer', async () => {
    const begun = performance.now();
    const answer = await new Browser(shop).signIn('weibo', { scenario: 'silent' });
    expect(answer.headers.get('location')).toBe(refusal('unavailable'));
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  it.each(['qq', 'weibo'])('takes no token of %s that is another client’s', async (provider) => {
    const decision = { person: newPerson(), scenario: 'foreign' } as const;
    const answer = await new Browser(shop).signIn(provider, decision);
    expect(answer.headers.get('location')).toBe(refusal('unavailable'));
  });

  it('tells apart who differs in upper and lower case only', async () => {
    const [upper, lower] = [await createUser(shop), await createUser(shop)];
    const person = newPerson();
    await shop.link('qq', person, upper);
    const [link] = await shop.links('qq', person);
    const provider = 'qq' as const;
    await shop.unitOfWork.run(({ manager }) =>
      manager.insert(link!.constructor, {
        provider,
        openId: link!.openId.toLowerCase(),
        userId: lower.id,
        createdAt: new Date(),
      }),
    );
    const answer = await new Browser(shop).signIn(provider, { person });
    expect(cookiesOf(answer).name).toMatch(`${upper.username};`);
  });

  it('does not sign in who has been deactivated', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    await shop.link('weixin', person, user);
    await changeUser(shop, user, { isActive: false });
    const answer = await new Browser(shop).signIn('weixin', { person });
    expect(answer.headers.get('location')).toBe(refusal('refused'));
    expect(cookiesOf(answer)).toEqual({});
    expect((await reload(shop, user)).lastLoginAt).toBeNull();
  });

  it.each([
    ['/index/#/app/home/member/order', 'http://shop.example/index/#/app/home/member/order'],
    ['/index/?a=1&b=%E6%B0%B4', 'http://shop.example/index/?a=1&b=%E6%B0%B4#'],
    ['/列表', 'http://shop.example/%E5%88%97%E8%A1%A8#'],
    ['//evil.example', START],
    ['/\\evil.example', START],
    ['/\t/evil.example', START],
    ['https://evil.example/', START],
    ['@evil.example', START],
    ['.evil.example', START],
    ['/a\r\nSet-Cookie: x=y', START],
    [`/${'x'.repeat(600)}`, START],
  ])('and going on to %j ends at %s', async (next, expected) => {
    const answer = await new Browser(shop).signIn('qq', {}, next);
    expect(answer.headers.get('location')).toBe(expected);
    expect(Object.keys(cookiesOf(answer))).toEqual(['name', 'token']);
  });

  it('escapes the cookie as the storefront does, which does not undo it', async () => {
    const [person, user] = [newPerson(), await createUser(shop, { username: '小明@a+b' })];
    await shop.link('qq', person, user);
    const answer = await new Browser(shop).signIn('qq', { person });
    expect(cookiesOf(answer).name).toMatch(/^%u5C0F%u660E@a\+b;/);
  });

  it('sets cookies for HTTPS only behind HTTPS', async () => {
    const browser = new Browser(shop, { 'X-Forwarded-Proto': 'https' });
    const begun = await browser.open('/login/qq/');
    expect(cookiesOf(begun).oauth_browser).toMatch(/; Secure/);
    const back = await shop.decide(begun.headers.get('location')!);
    const { name, token } = cookiesOf(await browser.open(back.pathname + back.search));
    expect([name, token].every((cookie) => cookie?.includes('; Secure'))).toBe(true);
    expect(token).not.toMatch(/HttpOnly/i);
  });
});

describe('the state of a sign-in', () => {
  const land = (browser: Browser, { pathname, search }: URL) => browser.open(pathname + search);

  it('is kept with the browser by a cookie that no script reads', async () => {
    const browser = new Browser(shop);
    const { oauth_browser: cookie } = cookiesOf(await browser.open('/login/qq/'));
    expect(cookie).toMatch(/^[\da-f]{32}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is another each time, and every tab of the browser may come back', async () => {
    const browser = new Browser(shop);
    const pages = [await browser.begin('qq'), await browser.begin('weibo', '/index/#/app')];
    const [first, second] = await Promise.all(pages.map((page) => shop.decide(page)));
    expect(first!.searchParams.get('state')).not.toBe(second!.searchParams.get('state'));
    expect((await land(browser, second!)).headers.get('location')).toBe(
      'http://shop.example/index/#/app',
    );
    expect((await land(browser, first!)).headers.get('location')).toBe(START);
  });

  it('does not count in another browser, so that nobody signs in as somebody else', async () => {
    const [attacker, victim, stranger] = [1, 2, 3].map(() => new Browser(shop));
    await victim!.begin('qq');
    const back = await shop.decide(await attacker!.begin('qq'), { person: newPerson() });
    const calls = shop.sandbox.callCount;
    for (const browser of [victim!, stranger!]) {
      const answer = await land(browser, back);
      expect(answer.headers.get('location')).toBe(refusal('expired'));
      expect(cookiesOf(answer)).toEqual({});
    }
    expect(shop.sandbox.callCount).toBe(calls);
  });

  it('counts once, however often it comes at once', async () => {
    const browser = new Browser(shop);
    const back = await shop.decide(await browser.begin('qq'), { person: newPerson() });
    const answers = await Promise.all(Array.from({ length: 5 }, () => land(browser, back)));
    const targets = answers.map(({ headers }) => headers.get('location'));
    expect(targets.filter((target) => target === START)).toHaveLength(1);
    expect(targets.filter((target) => target === refusal('expired'))).toHaveLength(4);
  });

  it('does not count at another provider', async () => {
    const browser = new Browser(shop);
    const back = await shop.decide(await browser.begin('qq'));
    const answer = await browser.open(`/complete/weibo/${back.search}`);
    expect(answer.headers.get('location')).toBe(refusal('expired'));
  });

  it('must not be missing or made up', async () => {
    const browser = new Browser(shop);
    const back = await shop.decide(await browser.begin('qq'));
    const code = back.searchParams.get('code');
    for (const query of ['', `?code=${code}`, `?code=${code}&state=made-up`]) {
      const answer = await browser.open(`/complete/qq/${query}`);
      expect(answer.headers.get('location')).toBe(refusal('expired'));
    }
  });

  it('does not count after ten minutes', async () => {
    const browser = new Browser(shop);
    const back = await shop.decide(await browser.begin('qq'));
    await passTime(shop.settings, 601);
    expect((await land(browser, back)).headers.get('location')).toBe(refusal('expired'));
  });
});
