import { beforeEach, describe, expect, it } from 'vitest';
import { UserSession } from '../../../src/users/entities/index.js';
import { SessionExpiry } from '../../../src/users/sessions/session-expiry.js';
import { CartLine } from '../../../src/cart/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { cookiesOf } from '../../support/oauth.js';
import {
  expectGood,
  expectShown,
  expectStatus,
  FROM_PAGES,
  PagesBrowser,
} from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { codeFor, createUser, newMobile, PASSWORD, reload, wrong } from '../../support/users.js';

const TWO_WEEKS = 14 * 86_400;
const HOUR = 3600;

describe('accounts of the session pages', () => {
  const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), { seed: seedCatalogue });
  let browser: PagesBrowser;

  beforeEach(() => {
    browser = new PagesBrowser(app);
  });

  /** A browser that somebody has signed in with. */
  async function signedIn(remembered = false) {
    const user = await createUser(app);
    const answer = await browser.signIn(user.username, remembered);
    expectGood(answer);
    return { user, answer };
  }

  /** Makes as if the only session of the user were last used so long ago. */
  const unused = (userId: number, seconds: number) =>
    app.unitOfWork.run(({ manager }) =>
      manager.update(UserSession, { userId }, { seenAt: new Date(Date.now() - seconds * 1000) }),
    );

  describe('registering', () => {
    const form = async (changes: object = {}) => {
      const mobile = newMobile();
      return {
        username: `page_${mobile.slice(-8)}`,
        password: PASSWORD,
        password2: PASSWORD,
        mobile,
        sms_code: await codeFor(app, mobile),
        allow: true,
        ...changes,
      };
    };

    it('signs in at once, with what the browser has in its cart', async () => {
      await browser.post('/carts/', { sku_id: 3, count: 2 });
      const sent = await form();
      const answer = await browser.post('/register/', sent);
      expectGood(answer);
      expect(cookiesOf(answer).username).toMatch(new RegExp(`^${sent.username}; Max-Age=1209600`));
      const { json } = await browser.get('/info/');
      expect(json.info_data).toEqual({
        id: expect.any(Number),
        username: sent.username,
        mobile: sent.mobile,
        email: '',
        email_active: false,
      });
      const lines = await app.dataSource.manager.findBy(CartLine, { userId: json.info_data.id });
      expect(lines).toMatchObject([{ goodsId: 3, quantity: 2 }]);
    });

    it.each([
      [
        'a code that is wrong',
        async () => ({ sms_code: wrong((await form()).sms_code) }),
        /验证码/,
      ],
      ['passwords that differ', async () => ({ password2: 'another123' }), '两次密码不一致'],
      ['terms that are not agreed to', async () => ({ allow: false }), '请同意用户协议'],
      ['a short name', async () => ({ username: 'abc' }), '仅允许5-20个字符的用户名'],
      ['a number that is none', async () => ({ mobile: '12345' }), '手机号格式错误'],
    ])('is refused with %s, in words that the page shows', async (_name, changes, text) => {
      const answer = await browser.post('/register/', await form(await changes()));
      expectShown(answer, typeof text === 'string' ? text : expect.stringMatching(text));
      expect(browser.cookies.size).toBe(0);
    });

    it('tells first which names and numbers are taken', async () => {
      const { username, mobile } = await createUser(app, { username: 'taken-name' });
      expectGood(await browser.get(`/usernames/${username}/count/`), { count: 1 });
      expectGood(await browser.get('/usernames/not-taken/count/'), { count: 0 });
      expectGood(await browser.get(`/mobiles/${mobile}/count/`), { count: 1 });
      expectGood(await browser.get(`/mobiles/${newMobile()}/count/`), { count: 0 });
      expectShown(
        await browser.post('/register/', await form({ username })),
        '已存在一位使用该名字的用户。',
      );
    });

    it('of one name many times at once makes one user', async () => {
      const sent = await form();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => new PagesBrowser(app).post('/register/', sent)),
      );
      const codes = answers.map(({ json }) => json.code).sort();
      expect(codes).toEqual([0, ...Array<number>(7).fill(400)]);
    });
  });

  describe('signing in', () => {
    it.each([
      ['remembered, for two weeks', true, /; Max-Age=1209600;/],
      ['or until the browser closes', false, /^[^;]+; Path=\/; HttpOnly; SameSite=Lax$/],
    ])('is %s', async (_name, remembered, expected) => {
      const { user, answer } = await signedIn(remembered);
      const { sessionid, username } = cookiesOf(answer);
      expect(sessionid).toMatch(expected);
      expect(sessionid).toMatch(/HttpOnly; SameSite=Lax/);
      // Readable, for two weeks in any case.
      expect(username).toBe(`${user.username}; Max-Age=1209600; Path=/; SameSite=Lax`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expectGood(await browser.get('/info/'), {
        info_data: {
          id: user.id,
          username: user.username,
          mobile: user.mobile,
          email: '',
          email_active: false,
        },
      });
    });

    it('by the mobile number is the same, and unknown keys do no harm', async () => {
      const { mobile } = await createUser(app);
      expectGood(await browser.post('/login/', { username: mobile, password: PASSWORD }));
    });

    it('that is remembered stays while nobody comes, for two weeks', async () => {
      const { user } = await signedIn(true);
      await unused(user.id, 13 * 24 * HOUR);
      await app.nest.get(SessionExpiry).sweep();
      expect((await browser.get('/info/')).status).toBe(200);
      const begun = new Date(Date.now() - (TWO_WEEKS + 60) * 1000);
      await app.unitOfWork.run(({ manager }) =>
        manager.update(UserSession, { userId: user.id }, { createdAt: begun }),
      );
      expect((await browser.get('/info/')).status).toBe(401);
    });

    it('that is not ends after half a day without use', async () => {
      const { user } = await signedIn(false);
      await unused(user.id, 13 * HOUR);
      expect((await browser.get('/info/')).status).toBe(401);
      const { user: other } = await signedIn(false);
      await unused(other.id, 13 * HOUR);
      await app.nest.get(SessionExpiry).sweep();
      expect(await app.dataSource.manager.countBy(UserSession, { userId: other.id })).toBe(0);
    });

    it('with a wrong password is refused by the code that the page looks at', async () => {
      const { username } = await createUser(app);
      const refused = await browser.signIn(username, true, 'wrong12345');
      expectShown(refused, '无法使用提供的认证信息登录。');
      expectShown(await browser.signIn('nobody-at-all'), '无法使用提供的认证信息登录。');
      expect(browser.cookies.size).toBe(0);
    });

    it('guesses no password for long', async () => {
      const { username } = await createUser(app);
      for (let guess = 0; guess < 10; guess += 1)
        await browser.signIn(username, true, `no${guess}`);
      const answer = await browser.signIn(username);
      expectShown(answer, expect.any(String));
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('takes over what the browser had in its cart: its numbers and ticks count', async () => {
      const user = await createUser(app);
      await browser.signIn(user.username);
      await browser.post('/carts/', { sku_id: 4, count: 7 });
      await browser.post('/carts/', { sku_id: 5, count: 1 });
      const other = new PagesBrowser(app);
      await other.post('/carts/', { sku_id: 4, count: 2, selected: false });
      expect(other.cookies.has('cart')).toBe(true);
      expectGood(await other.signIn(user.username));
      expect(other.cookies.has('cart')).toBe(false);
      const { json } = await other.get('/carts/');
      expect(json.cart_skus).toMatchObject([
        { id: 4, count: 2, selected: false },
        { id: 5, count: 1, selected: true },
      ]);
    });

    it('ends the session that the browser had before', async () => {
      await signedIn();
      const before = new Map(browser.cookies);
      await signedIn();
      const stale = await app.get('/session/info/', {
        ...FROM_PAGES,
        Cookie: `sessionid=${before.get('sessionid')}`,
      });
      expect(stale.status).toBe(401);
    });

    it.each([
      ['张三丰的店', '%E5%BC%A0%E4%B8%89%E4%B8%B0%E7%9A%84%E5%BA%97'],
      ['bob@example.com', 'bob@example.com'],
      ['a-b_c.d+e', 'a-b_c.d+e'],
    ])('shows the page the name %s as %s', async (username, shown) => {
      const email = username.includes('@') ? username : null;
      await createUser(app, { username, email });
      expectGood(await browser.signIn(username));
      expect(browser.cookies.get('username')).toBe(shown);
    });
  });

  describe('signing out', () => {
    it('takes both cookies away and ends the session', async () => {
      const { user } = await signedIn(true);
      const kept = browser.cookies.get('sessionid')!;
      const answer = await browser.delete('/logout/');
      expectGood(answer);
      expect([...browser.cookies.keys()]).toEqual([]);
      expect(await app.dataSource.manager.countBy(UserSession, { userId: user.id })).toBe(0);
      const headers = { ...FROM_PAGES, Cookie: `sessionid=${kept}` };
      expect((await app.get('/session/info/', headers)).status).toBe(401);
    });

    it('is no fault of somebody who has not signed in', async () => {
      expectGood(await browser.delete('/logout/'));
    });
  });

  it('are shown to their owners alone: a page of others leads to the sign-in by a 401', async () => {
    const answer = await browser.get('/info/');
    expectStatus(answer, 401, '身份认证信息未提供。');
    expect(answer.headers.get('www-authenticate')).toBe('Session');
  });

  it('speak English to those who prefer it', async () => {
    const headers = { 'Accept-Language': 'en' };
    expectStatus(
      await browser.request('GET', '/info/', { headers }),
      401,
      'Authentication credentials were not provided.',
    );
  });

  describe('a new password', () => {
    const change = (body: object = {}) =>
      browser.put('/password/', {
        old_password: PASSWORD,
        new_password: 'better12345',
        new_password2: 'better12345',
        ...body,
      });

    it('signs out everywhere and counts from then on', async () => {
      const { user } = await signedIn(true);
      const other = new PagesBrowser(app);
      await other.signIn(user.username, true);
      expectGood(await change());
      expect([...browser.cookies.keys()]).toEqual([]);
      expect((await other.get('/info/')).status).toBe(401);
      expectShown(await browser.signIn(user.username), expect.any(String));
      expectGood(await browser.signIn(user.username, true, 'better12345'));
    });

    it.each([
      [{ old_password: 'wrong12345' }, '原密码错误'],
      [{ new_password2: 'other12345' }, '两次密码不一致'],
      [{ new_password: 'short', new_password2: 'short' }, '仅允许8-20个字符的密码'],
    ])('is refused for %j', async (body, text) => {
      const { user } = await signedIn();
      const { passwordHash } = await reload(app, user);
      expectShown(await change(body), text);
      expect((await reload(app, user)).passwordHash).toBe(passwordHash);
      expect((await browser.get('/info/')).status).toBe(200);
    });

    it('is not the name', async () => {
      const { user } = await signedIn();
      const name = { new_password: user.username, new_password2: user.username };
      expectShown(await change(name), '密码不能与用户名相同。');
    });

    it('is for those who have signed in', async () => {
      expectShown(await change(), '身份认证信息未提供。');
    });
  });
});
