import { describe, expect, it } from 'vitest';
import { cookiesOf, newPerson, oauthShop } from '../../support/oauth.js';
import { expectGood, expectStatus, FROM_PAGES, PagesBrowser } from '../../support/session-pages.js';
import { codeFor, createUser, newMobile, PASSWORD, reload, wrong } from '../../support/users.js';

const shop = await oauthShop();

/** The code of QQ that a browser comes back with. */
async function codeOf(browser: PagesBrowser, person: string): Promise<string> {
  const { json } = await browser.get('/qq/authorization/?next=/cart.html');
  const back = await shop.decide(json.login_url, { person });
  expect(back.href).toMatch(/^http:\/\/www\.meiduo\.site:8080\/oauth_callback\.html\?code=/);
  expect(back.searchParams.get('state')).toBe('/cart.html');
  return back.searchParams.get('code')!;
}

/** A browser that has come back from QQ with an account that is nobody's. */
async function stranger() {
  const browser = new PagesBrowser(shop);
  const person = newPerson();
  const answer = await browser.get(`/oauth_callback/?code=${await codeOf(browser, person)}`);
  return { browser, person, answer, access_token: answer.json.access_token as string };
}

describe('QQ on the session pages', () => {
  it('signs in whoever has bound the account', async () => {
    const user = await createUser(shop);
    const person = newPerson();
    await shop.link('qq', person, user);
    const browser = new PagesBrowser(shop);
    const answer = await browser.get(`/oauth_callback/?code=${await codeOf(browser, person)}`);
    expectGood(answer);
    expect(cookiesOf(answer).username).toMatch(new RegExp(`^${user.username};`));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await browser.get('/info/')).json.info_data.id).toBe(user.id);
  });

  it('answers code 300 and a token to strangers, who bind it to a number of their own', async () => {
    const { browser, person, answer, access_token } = await stranger();
    expect([answer.status, answer.json]).toEqual([
      200,
      { code: 300, errmsg: 'OK', access_token: expect.any(String) },
    ]);
    expect(browser.cookies.has('sessionid')).toBe(false);
    const mobile = newMobile();
    const sms_code = await codeFor(shop, mobile);
    const body = { mobile, password: PASSWORD, sms_code, access_token };
    expectGood(await browser.post('/oauth_callback/', body));
    expect((await browser.get('/info/')).json.info_data).toMatchObject({
      username: mobile,
      mobile,
    });
    expect(await shop.links('qq', person)).toHaveLength(1);
  });

  it('binds to a user who is there, by the password', async () => {
    const user = await createUser(shop);
    const { browser, access_token } = await stranger();
    const { mobile } = user as { mobile: string };
    const sms_code = await codeFor(shop, mobile);
    const body = { mobile, sms_code, access_token };
    const refused = await browser.post('/oauth_callback/', { ...body, password: 'wrong12345' });
    expectStatus(refused, 400, '密码错误');
    expectGood(await browser.post('/oauth_callback/', { ...body, password: PASSWORD }));
    expect(await shop.linksOf(await reload(shop, user))).toHaveLength(1);
  });

  it('refuses by the status what the page would take for a success', async () => {
    const { browser, access_token } = await stranger();
    const mobile = newMobile();
    const sms_code = await codeFor(shop, mobile);
    const body = { mobile, password: PASSWORD, sms_code, access_token };
    const post = (changes: object) => browser.post('/oauth_callback/', { ...body, ...changes });
    expectStatus(await post({ sms_code: wrong(sms_code) }), 400, '短信验证码错误');
    expectStatus(await post({ access_token: 'forged' }), 400, '无效的access_token');
    expectStatus(await post({ password: '' }), 400, expect.any(String));
    expectStatus(await browser.get('/oauth_callback/'), 400, '缺少code');
    expectStatus(await browser.get('/oauth_callback/?code=made-up'), 503, 'QQ服务异常');
    expect(browser.cookies.has('sessionid')).toBe(false);
  });

  it('is asked for by another name, too, without a slash', async () => {
    const user = await createUser(shop);
    const person = newPerson();
    await shop.link('qq', person, user);
    const browser = new PagesBrowser(shop);
    const code = await codeOf(browser, person);
    const moved = await browser.get(`/apis/qq_callback?code=${code}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      `/session/apis/qq_callback/?code=${code}`,
    ]);
    expect(moved.headers.get('access-control-allow-origin')).toBe(FROM_PAGES.Origin);
    expectGood(await browser.get(`/apis/qq_callback/?code=${code}`));
  });

  it('signs nobody in for a picture in a page of another site', async () => {
    const user = await createUser(shop);
    const person = newPerson();
    await shop.link('qq', person, user);
    const browser = new PagesBrowser(shop);
    const code = await codeOf(browser, person);
    const answer = await shop.get(`/session/oauth_callback/?code=${code}`, {
      'Sec-Fetch-Site': 'cross-site',
    });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  });

  it('counts only in the browser that began', async () => {
    const begun = await new PagesBrowser(shop).get('/qq/authorization/');
    // Where the pages hand the code over, and nowhere else.
    expect(cookiesOf(begun).oauth_qq).toMatch(/; Path=\/session\/; HttpOnly/);
  });
});
