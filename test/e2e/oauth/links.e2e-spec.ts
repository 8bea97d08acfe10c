import { describe, expect, it } from 'vitest';
import { Browser, cookiesOf, newPerson, oauthShop } from '../../support/oauth.js';
import { authorization, createUser } from '../../support/users.js';

const shop = await oauthShop();
const list = (headers: Record<string, string>) => shop.get('/oauth/links/', headers);
const unlink = (provider: string, headers: Record<string, string> = {}) =>
  shop.request('DELETE', `/oauth/links/${provider}/`, { headers });

/** Somebody without a password, who signed up at a provider. */
async function signedUp(provider = 'qq') {
  const answer = await new Browser(shop).signIn(provider, { person: newPerson() });
  const token = cookiesOf(answer).token!.split(';')[0]!;
  const headers = { Authorization: `JWT ${token}` };
  const { json } = await shop.get('/user/', headers);
  return { headers, user: json as { id: number } };
}

describe('linked accounts', () => {
  it('are listed to their user and nobody else, without their open ids', async () => {
    const [user, other] = [await createUser(shop), await createUser(shop)];
    await shop.link('weibo', newPerson(), user);
    await shop.link('qq', newPerson(), user);
    const { status, json } = await list(await authorization(shop, user));
    expect(status).toBe(200);
    expect(json).toEqual([
      { provider: 'weibo', add_time: expect.any(String), suspended: false },
      { provider: 'qq', add_time: expect.any(String), suspended: false },
    ]);
    expect((await list(await authorization(shop, other))).json).toEqual([]);
    expect((await list({})).status).toBe(401);
  });

  it('are unlinked by their user, who then is a stranger at that provider', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    await shop.link('qq', person, user);
    const headers = await authorization(shop, user);
    expect((await unlink('qq', headers)).status).toBe(204);
    expect((await unlink('qq', headers)).status).toBe(404);
    expect((await shop.qqUser(person)).json).toEqual({ access_token: expect.any(String) });
  });

  it('are not unlinked by anybody else', async () => {
    const [person, user, other] = [newPerson(), await createUser(shop), await createUser(shop)];
    await shop.link('qq', person, user);
    expect((await unlink('qq', await authorization(shop, other))).status).toBe(404);
    expect((await unlink('qq')).status).toBe(401);
    expect(await shop.links('qq', person)).toHaveLength(1);
  });

  it('stay when there is no other way to sign in', async () => {
    const { headers, user } = await signedUp();
    const { status, json } = await unlink('qq', headers);
    const text = '解绑后将无法登录，请先设置密码';
    expect([status, json]).toEqual([400, { message: text, non_field_errors: [text] }]);
    expect(await shop.linksOf(user)).toHaveLength(1);
  });

  it('keep one of two that a user without a password unlinks at once', async () => {
    const { headers, user } = await signedUp();
    await shop.link('weibo', newPerson(), user as never);
    const answers = await Promise.all([unlink('qq', headers), unlink('weibo', headers)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
    expect(await shop.linksOf(user)).toHaveLength(1);
  });
});

describe('a provider that is off', () => {
  const paths = ['/login/facebook/', '/complete/facebook/', '/login/constructor/'];
  it.each(paths)('is not there: %s', async (path) => {
    expect((await shop.get(path)).status).toBe(404);
  });
});
