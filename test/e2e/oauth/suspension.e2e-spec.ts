import { describe, expect, it } from 'vitest';
import { PasswordChangeService } from '../../../src/users/passwords/password-change.service.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { Browser, cookiesOf, newPerson, oauthShop } from '../../support/oauth.js';
import { authorization, codeFor, createUser, PASSWORD, reload } from '../../support/users.js';
import { until } from '../../support/until.js';

const shop = await oauthShop({ TRUSTED_PROXIES: '127.0.0.1' });
const signOut = (headers: Record<string, string>) =>
  shop.request('DELETE', '/authorizations/', { headers });
const confirm = (provider: string, headers: Record<string, string>, password = PASSWORD) =>
  shop.request('POST', `/oauth/links/${provider}/`, { headers, body: { password } });
const from = (client: string) => ({ 'X-Forwarded-For': client });

/** A user with a password and a linked account, signed in. */
async function linkedUser(provider: 'qq' | 'weibo' | 'weixin') {
  const [person, user] = [newPerson(), await createUser(shop)];
  await shop.link(provider, person, user);
  const redirect = async () => {
    const answer = await new Browser(shop).signIn(provider, { person });
    return answer.headers.get('location')!;
  };
  return { person, user, redirect };
}

describe('linked accounts after an alarm', () => {
  it.each(['qq', 'weibo', 'weixin'] as const)(
    'of %s sign nobody in after signing out everywhere, until the password confirms them',
    async (provider) => {
      const { user, redirect } = await linkedUser(provider);
      expect(await redirect()).not.toContain('oauth_error');
      await signOut(await authorization(shop, user));
      expect(await redirect()).toContain('oauth_error=suspended');

      const headers = await authorization(shop, user);
      const { json } = await shop.get('/oauth/links/', headers);
      expect(json).toEqual([{ provider, add_time: expect.any(String), suspended: true }]);
      const refused = await confirm(provider, headers, 'wrong12345');
      expect([refused.status, Object.keys(refused.json)]).toEqual([400, ['password']]);
      expect(await redirect()).toContain('oauth_error=suspended');
      expect((await confirm(provider, headers)).status).toBe(204);
      expect(await redirect()).not.toContain('oauth_error');
    },
  );

  it('sign nobody in after a password reset', async () => {
    const { user, redirect } = await linkedUser('weibo');
    const { tokenVersion } = await reload(shop, user);
    const passwords = shop.nest.get(PasswordChangeService, { strict: false });
    await passwords.set(user.id, tokenVersion, PASSWORD, { suspendsLinks: true });
    expect(await redirect()).toContain('oauth_error=suspended');
  });

  it('go on signing in after a change of the password by whoever knows it', async () => {
    const { user, redirect } = await linkedUser('weibo');
    const headers = await authorization(shop, user);
    const body = { old_password: PASSWORD, password: 'other12345', password2: 'other12345' };
    const path = `/users/${user.id}/password/`;
    expect((await shop.request('PUT', path, { headers, body })).status).toBeLessThan(300);
    expect(await redirect()).not.toContain('oauth_error');
  });

  it('stay the way in of those who have no password', async () => {
    const person = newPerson();
    const answer = await new Browser(shop).signIn('weibo', { person });
    const token = cookiesOf(answer).token!.split(';')[0]!;
    await signOut({ Authorization: `JWT ${token}` });
    const again = await new Browser(shop).signIn('weibo', { person });
    expect(again.headers.get('location')).not.toContain('oauth_error');
  });

  it('are confirmed by binding them again in the Meiduo pages', async () => {
    const { person, user } = await linkedUser('qq');
    await signOut(await authorization(shop, user));
    const { json } = await shop.qqUser(person);
    expect(json).toEqual({ access_token: expect.any(String) });
    const sms_code = await codeFor(shop, user.mobile!);
    const body = { password: PASSWORD, mobile: user.mobile, sms_code, ...json };
    expect((await shop.bind(body)).status).toBe(201);
    expect((await shop.qqUser(person)).json).toMatchObject({ user_id: user.id });
  });

  it('are confirmed by nobody else', async () => {
    const { user } = await linkedUser('qq');
    await signOut(await authorization(shop, user));
    const other = await authorization(shop, await createUser(shop));
    expect((await confirm('qq', other)).status).toBe(404);
    expect((await confirm('qq', {})).status).toBe(401);
  });
});

describe('a new link', () => {
  it('is told to the user who had the account before', async () => {
    const user = await createUser(shop);
    const sms_code = await codeFor(shop, user.mobile!);
    const access_token = await shop.bindingToken(newPerson());
    const body = { password: PASSWORD, mobile: user.mobile, sms_code, access_token };
    expect((await shop.bind(body)).status).toBe(201);
    const outbox = new OutboxFile(shop.settings.dataDir);
    await until(async () => ((await outbox.last(user.mobile!))?.text ?? '').includes('QQ'));
  });
});

describe('a code of QQ', () => {
  const askFrom = async (client: string, cookie?: string) => {
    const code = await shop.qqCode(newPerson());
    return shop.get(`/oauth/qq/user/?code=${code}`, {
      ...from(client),
      ...(cookie ? { cookie } : {}),
    });
  };
  const begin = (client: string) => shop.get('/oauth/qq/authorization/', from(client));

  it('counts in the browser that has asked for the way to QQ, wherever that goes', async () => {
    const started = await begin('203.0.113.1');
    const [line] = started.headers.getSetCookie();
    expect(line).toMatch(
      /^oauth_qq=[^;]+; Max-Age=600; Path=\/oauth\/qq\/; HttpOnly; SameSite=Lax/,
    );
    const cookie = line!.split(';')[0]!;
    expect((await askFrom('203.0.113.2', cookie)).status).toBe(200);
  });

  it('counts for a page that sends no cookies from where it has asked', async () => {
    await begin('203.0.113.3');
    expect((await askFrom('203.0.113.3')).status).toBe(200);
  });

  it.each([undefined, 'oauth_qq=made-up', 'oauth_qq=a.b.c'])(
    'is refused where nothing has begun, with the cookie %s',
    async (cookie) => {
      const { status, json } = await askFrom('203.0.113.4', cookie);
      expect([status, json]).toEqual([400, { message: '登录已过期，请重新登录' }]);
    },
  );
});
