import { describe, expect, it } from 'vitest';
import { ownPath } from '../../../src/rest/browsable/session/paths.js';
import { testApp, type Answer } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { createUser, PASSWORD } from '../../support/users.js';

const PAGE = { Accept: 'text/html', 'Accept-Language': 'en' };
const LOGIN = '/api-auth/login/';

const app = testApp(testSettings({ THROTTLE_LOGIN: '1000/minute' }));

/** A browser: keeps cookies and sends them. */
class Browser {
  readonly cookies = new Map<string, string>();

  async ask(
    method: string,
    path: string,
    body?: string,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers: Record<string, string> = { ...PAGE, ...more };
    if (Cookie) headers.Cookie = Cookie;
    if (body !== undefined) headers['Content-Type'] = 'application/x-www-form-urlencoded';
    const answer = await app.request(method, path, { headers, body });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) this.cookies.set(name!, value);
      else this.cookies.delete(name!);
    }
    return answer;
  }

  /** Posts a form of ours. */
  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    const csrfmiddlewaretoken = this.cookies.get('csrftoken') ?? '';
    return this.ask('POST', path, String(new URLSearchParams({ csrfmiddlewaretoken, ...fields })));
  }

  async signIn(username: string, password = PASSWORD, more: Record<string, string> = {}) {
    await this.ask('GET', LOGIN);
    return this.post(LOGIN, { username, password, ...more });
  }
}

describe('the page to sign in', () => {
  it('signs in, and leads on to where one came from', async () => {
    const { username } = await createUser(app);
    const browser = new Browser();
    const answer = await browser.signIn(username, PASSWORD, { next: '/address/?x=1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/address/?x=1']);
    const page = await browser.ask('GET', '/address/');
    expect([page.status, page.text.includes(username)]).toEqual([200, true]);
  });

  it.each([
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['/a/../..//evil.example', '/'],
    ['/goods/?a=b', '/goods/?a=b'],
    [undefined, '/'],
  ])('asked to lead on to %s leads to %s', (next, path) => {
    expect(ownPath(next, 'http://shop.example')).toBe(path);
  });

  it('takes no form of another page', async () => {
    const { username } = await createUser(app);
    const browser = new Browser();
    const body = `username=${username}&password=${PASSWORD}`;
    expect((await browser.ask('POST', LOGIN, body)).status).toBe(403);
    await browser.ask('GET', LOGIN);
    expect((await browser.ask('POST', LOGIN, body)).status).toBe(403);
    expect(browser.cookies.has('sessionid')).toBe(false);
  });

  it('says what is wrong, and never repeats a password', async () => {
    const { username } = await createUser(app);
    const { status, text } = await new Browser().signIn(username, 'wrong<b>');
    expect(status).toBe(400);
    expect(text).toContain('Unable to log in with provided credentials.');
    expect(text).toContain(`value="${username}"`);
    expect(text).not.toContain('wrong');
  });

  it('shows a captcha after ten wrong passwords, and takes no right one without it', async () => {
    const { username } = await createUser(app);
    const browser = new Browser();
    for (let i = 0; i < 10; i += 1) await browser.signIn(username, 'wrong');
    const { status, text } = await browser.signIn(username);
    expect(status).toBe(429);
    const [, picture] = /<img[^>]+src="([^"]+)"/.exec(text)!;
    const captcha = await app.get(picture!, { Accept: 'image/*,*/*;q=0.8' });
    expect([captcha.status, captcha.headers.get('content-type')]).toEqual([200, 'images/jpg']);
    expect(browser.cookies.has('sessionid')).toBe(false);
  });

  it('is left by signing out', async () => {
    const { username } = await createUser(app);
    const browser = new Browser();
    await browser.signIn(username);
    await browser.ask('GET', '/');
    expect((await browser.ask('POST', '/api-auth/logout/', 'next=/')).status).toBe(403);
    const { status } = await browser.post('/api-auth/logout/', { next: '/goods/' });
    expect([status, browser.cookies.has('sessionid')]).toEqual([302, false]);
    expect((await browser.ask('GET', '/address/')).status).toBe(401);
  });
});

describe('somebody who has signed in on the page', () => {
  it('changes nothing without the token of a form', async () => {
    const { username } = await createUser(app);
    const browser = new Browser();
    await browser.signIn(username);
    const { status, text } = await browser.ask('POST', '/address/', 'signer_name=x');
    expect([status, text.includes('CSRF Failed')]).toEqual([403, true]);
    expect((await browser.post('/address/', { signer_name: 'x' })).status).toBe(201);
  });

  it('is nobody to a storefront that sends a token of somebody else', async () => {
    const [one, other] = [await createUser(app), await createUser(app)];
    const browser = new Browser();
    await browser.signIn(one.username);
    const { json } = await app.request('POST', '/authorizations/', {
      body: { username: other.username, password: PASSWORD },
    });
    const more = { Accept: 'application/json', Authorization: `JWT ${json.token}` };
    const answer = await browser.ask('GET', '/user/', undefined, more);
    expect(answer.json.username).toBe(other.username);
  });

  it.each([
    '/address/',
    '/addresses/',
    '/userfavs/',
    '/messages/',
    '/orders/',
    '/shopcarts/',
    '/cart/',
    '/user/',
    '/browse_histories/',
    '/oauth/links/',
  ])('sees their own %s', async (path) => {
    const { username } = await createUser(app);
    const browser = new Browser();
    await browser.signIn(username);
    const { status, headers } = await browser.ask('GET', path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers.get('content-type')).toContain('text/html');
  });
});
