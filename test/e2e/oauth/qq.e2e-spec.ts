import { describe, expect, it } from 'vitest';
import { oauthSettings } from '../../../src/oauth/oauth.settings.js';
import { User } from '../../../src/users/entities/index.js';
import { Passwords } from '../../../src/users/passwords/passwords.js';
import { newPerson, oauthShop } from '../../support/oauth.js';
import {
  codeFor,
  createUser,
  changeUser,
  newMobile,
  PASSWORD,
  reload,
  signIn,
  wrong,
} from '../../support/users.js';
import { passTime } from '../../support/clock.js';
import { Settings } from '../../../src/config/settings.js';
import { TokenSigner } from '../../../src/infrastructure/token-signer.js';
import { openIdOf } from '../../../src/sandbox/oauth/people.js';

const shop = await oauthShop();
const users = (mobile: string) => shop.dataSource.manager.countBy(User, { mobile });

/** What the page sends to bind somebody's QQ account. */
async function binding(person: string, mobile: string, changes: object = {}) {
  const [access_token, sms_code] = [await shop.bindingToken(person), await codeFor(shop, mobile)];
  return { password: PASSWORD, mobile, sms_code, access_token, ...changes };
}

const failure = (text: string) => ({ message: text, non_field_errors: [text] });

describe('the way to QQ', () => {
  it('is told as the storefront expects it, with the page to return to as the state', async () => {
    const { status, json } = await shop.get('/oauth/qq/authorization/?next=/x.html');
    expect(status).toBe(200);
    expect(json).toEqual({
      login_url:
        `${shop.settings.of(oauthSettings).sandboxUrl}/oauth2.0/authorize?response_type=code` +
        '&client_id=sandbox&redirect_uri=http%3A%2F%2Fwww.meiduo.site%3A8080%2Foauth_callback.html' +
        '&state=%2Fx.html&scope=get_user_info',
    });
  });

  it('leads back to the page, the state unescaped', async () => {
    const { json } = await shop.get('/oauth/qq/authorization/?next=/x.html');
    const back = await shop.decide(json.login_url);
    expect(back.href).toMatch(
      /^http:\/\/www\.meiduo\.site:8080\/oauth_callback\.html\?code=[\dA-F]{32}&state=\/x\.html$/,
    );
  });

  it.each([
    '',
    '?next=',
    '?next=//evil.example',
    '?next=https://evil.example',
    '?next=/%5Cevil.example',
    '?next=/%2509/evil.example',
    '?next=/%252Fevil.example',
    '?next=javascript:alert(1)',
    '?next=/a%0D%0Ab',
  ])('returns to the start for %j', async (query) => {
    const { json } = await shop.get(`/oauth/qq/authorization/${query}`);
    expect(new URL(json.login_url).searchParams.get('state')).toBe('/');
  });
});

describe('coming back from QQ', () => {
  it('without a code is refused', async () => {
    const { status, json } = await shop.get('/oauth/qq/user/');
    expect([status, json]).toEqual([400, { message: '缺少code' }]);
  });

  it('gives a stranger a token for binding, and no user', async () => {
    const person = newPerson();
    const { status, json, headers } = await shop.qqUser(person);
    expect(status).toBe(200);
    expect(json).toEqual({ access_token: expect.any(String) });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await shop.links('qq', person)).toEqual([]);
  });

  it('signs in whose account is bound', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    await shop.link('qq', person, user);
    const { status, json } = await shop.qqUser(person);
    expect(status).toBe(200);
    expect(json).toEqual({ token: expect.any(String), user_id: user.id, username: user.username });
    const headers = { Authorization: `JWT ${json.token}` };
    expect((await shop.get('/user/', headers)).json).toMatchObject({ id: user.id });
    expect((await reload(shop, user)).lastLoginAt).not.toBeNull();
  });

  it('does not sign in who has been deactivated', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    await shop.link('qq', person, user);
    await changeUser(shop, user, { isActive: false });
    const { status, json } = await shop.qqUser(person);
    expect([status, json]).toEqual([400, failure('该账号已被停用')]);
  });

  it('works once per code', async () => {
    const code = await shop.qqCode(newPerson());
    expect((await shop.get(`/oauth/qq/user/?code=${code}`)).status).toBe(200);
    const { status, json } = await shop.get(`/oauth/qq/user/?code=${code}`);
    expect([status, json]).toEqual([503, { message: 'QQ服务异常' }]);
  });

  it.each(['expired', 'down', 'error', 'garbage', 'huge', 'moved', 'foreign'] as const)(
    'tells that QQ fails when it answers like this: %s',
    async (scenario) => {
      const person = newPerson();
      const { status, json } = await shop.qqUser(person, scenario);
      expect([status, json]).toEqual([503, { message: 'QQ服务异常' }]);
      expect(await shop.links('qq', person)).toEqual([]);
    },
  );

  it('tells that QQ fails when it does not answer for five seconds', async () => {
    const begun = performance.now();
    const { status, json } = await shop.qqUser(newPerson(), 'silent');
    expect([status, json]).toEqual([503, { message: 'QQ服务异常' }]);
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  it('tells that a code that somebody made up counts for nothing', async () => {
    expect((await shop.get('/oauth/qq/user/?code=made%20up%26client_id=x')).status).toBe(503);
  });
});

describe('binding', () => {
  it('makes a mobile number that is nobody’s a customer', async () => {
    const [person, mobile] = [newPerson(), newMobile()];
    const { status, json } = await shop.bind(await binding(person, mobile));
    expect(status).toBe(201);
    const [link] = await shop.links('qq', person);
    const id = link!.userId;
    expect(json).toEqual({
      id,
      user_id: id,
      username: mobile,
      mobile,
      token: expect.any(String),
    });
    const headers = { Authorization: `JWT ${json.token}` };
    expect((await shop.get('/user/', headers)).json).toMatchObject({ id, mobile });
    expect((await signIn(shop, mobile)).json.user_id).toBe(id);
    expect((await shop.qqUser(person)).json.user_id).toBe(id);
  });

  it('gives the account to the user of the mobile number, who knows the password', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    const { status, json } = await shop.bind(await binding(person, user.mobile!));
    expect(status).toBe(201);
    expect(json).toMatchObject({ id: user.id, user_id: user.id, username: user.username });
    expect((await shop.qqUser(person)).json.user_id).toBe(user.id);
  });

  it('takes a password of a user that is shorter than a new one may be', async () => {
    const passwordHash = await shop.nest.get(Passwords, { strict: false }).hash('six123');
    const user = await createUser(shop, { passwordHash });
    const body = await binding(newPerson(), user.mobile!, { password: 'six123' });
    const answer = await shop.bind(body);
    expect(answer.status).toBe(201);
  });

  it('is refused for a number that somebody has as a username', async () => {
    const [person, mobile] = [newPerson(), newMobile()];
    await createUser(shop, { username: mobile });
    const { status, json } = await shop.bind(await binding(person, mobile));
    expect([status, json]).toEqual([400, failure('用户已经存在')]);
    expect(await shop.links('qq', person)).toEqual([]);
  });

  it('uses the code up', async () => {
    const [person, mobile] = [newPerson(), newMobile()];
    const body = await binding(person, mobile);
    expect((await shop.bind(body)).status).toBe(201);
    const { status, json } = await shop.bind(body);
    expect([status, json]).toEqual([400, failure('无效的短信验证码')]);
  });

  it.each([
    ['a wrong password', { password: 'wrong12345' }, '密码错误'],
    ['a made-up token', { access_token: 'made.up.token' }, '无效的access_token'],
  ])('is refused for %s', async (_, changes, text) => {
    const [person, user] = [newPerson(), await createUser(shop)];
    const { status, json } = await shop.bind(await binding(person, user.mobile!, changes));
    expect([status, json]).toEqual([400, failure(text)]);
    expect(await shop.links('qq', person)).toEqual([]);
  });

  it('is refused for a wrong code and for one that was never sent', async () => {
    const [person, mobile] = [newPerson(), newMobile()];
    const access_token = await shop.bindingToken(person);
    const body = { password: PASSWORD, mobile, access_token };
    const never = await shop.bind({ ...body, sms_code: '123456' });
    expect([never.status, never.json]).toEqual([400, failure('无效的短信验证码')]);
    const sms_code = wrong(await codeFor(shop, mobile));
    const guessed = await shop.bind({ ...body, sms_code });
    expect([guessed.status, guessed.json]).toEqual([400, failure('短信验证码错误')]);
    expect(await users(mobile)).toBe(0);
  });

  it('tells what is missing or malformed, also as the page reads it', async () => {
    const { status, json } = await shop.bind({ mobile: '123', password: 'short' });
    expect(status).toBe(400);
    expect(json).toEqual({
      message: '手机号格式错误',
      mobile: ['手机号格式错误'],
      password: ['仅允许8-20个字符的密码'],
      sms_code: ['该字段是必填项。'],
      access_token: ['该字段是必填项。'],
    });
  });

  it('is no way to guess a password', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    const body = await binding(person, user.mobile!, { password: 'guess12345' });
    for (let count = 0; count < 10; count += 1) await shop.bind(body);
    expect((await shop.bind({ ...body, password: PASSWORD })).status).toBe(429);
  });

  it('is refused for an account that is another user’s, and for a second one', async () => {
    const [person, user] = [newPerson(), await createUser(shop)];
    const late = await binding(person, newMobile());
    await shop.link('qq', person, user);
    const stolen = await shop.bind(late);
    expect([stolen.status, stolen.json]).toEqual([400, failure('该账号已绑定其他用户')]);
    expect(await users(late.mobile)).toBe(0);
    const second = await shop.bind(await binding(newPerson(), user.mobile!));
    expect([second.status, second.json]).toEqual([400, failure('您已绑定该平台的其他账号')]);
    expect(await shop.linksOf(user)).toHaveLength(1);
  });

  it('of one account to one new number, many times at once, makes one customer and one link', async () => {
    const [person, mobile] = [newPerson(), newMobile()];
    const body = await binding(person, mobile);
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop.bind(body)));
    const bound = answers.filter(({ status }) => status === 201);
    expect(bound.length).toBeGreaterThan(0);
    expect(new Set(bound.map(({ json }) => json.id)).size).toBe(1);
    expect(await users(mobile)).toBe(1);
    expect(await shop.links('qq', person)).toHaveLength(1);
    // The code may have been used up by then; nobody is told that the customer exists.
    for (const { status, json } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, json]).toEqual([400, failure('无效的短信验证码')]);
    }
  });

  it('of one account to several users at once is one link', async () => {
    const person = newPerson();
    const known = await createUser(shop);
    const numbers = [known.mobile!, newMobile(), newMobile(), newMobile()];
    const bodies = await Promise.all(numbers.map((mobile) => binding(person, mobile)));
    const answers = await Promise.all(bodies.map((body) => shop.bind(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    const [link, ...more] = await shop.links('qq', person);
    expect(more).toEqual([]);
    expect(answers.find(({ status }) => status === 201)!.json.id).toBe(link!.userId);
    const made = await Promise.all(numbers.slice(1).map(users));
    const winner = numbers.indexOf(answers.find(({ status }) => status === 201)!.json.mobile);
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(winner === 0 ? 0 : 1);
  });

  it('of several accounts to one user at once is one link', async () => {
    const user = await createUser(shop);
    const sms_code = await codeFor(shop, user.mobile!);
    const bodies = await Promise.all(
      [1, 2, 3].map(async () => ({
        password: PASSWORD,
        mobile: user.mobile!,
        sms_code,
        access_token: await shop.bindingToken(newPerson()),
      })),
    );
    const answers = await Promise.all(bodies.map((body) => shop.bind(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect(await shop.linksOf(user)).toHaveLength(1);
  });
});

describe('the token for binding', () => {
  it('is good for nothing else', async () => {
    const token = await shop.bindingToken(newPerson());
    expect((await shop.get('/user/', { Authorization: `JWT ${token}` })).status).toBe(401);
    const { json } = await signIn(shop, (await createUser(shop)).username);
    const mobile = newMobile();
    const body = await binding(newPerson(), mobile, { access_token: json.token });
    expect((await shop.bind(body)).json).toEqual(failure('无效的access_token'));
  });

  it('counts for ten minutes', async () => {
    const token = await shop.bindingToken(newPerson());
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    expect(claims.exp - claims.iat).toBe(600);
  });

  it('does not count any more when it has expired', async () => {
    const signer = new TokenSigner(shop.nest.get(Settings), 'oauth: binding');
    const person = newPerson();
    const claims = { provider: 'qq', open_id: openIdOf('qq', person) };
    const expired = signer.sign(claims, -1);
    const body = await binding(person, newMobile(), { access_token: expired });
    expect((await shop.bind(body)).json).toEqual(failure('无效的access_token'));
    const other = signer.sign({ ...claims, provider: 'weibo' }, 600);
    expect((await shop.bind({ ...body, access_token: other })).json).toEqual(
      failure('无效的access_token'),
    );
    expect((await shop.bind({ ...body, access_token: signer.sign(claims, 600) })).status).toBe(201);
  });

  it('does not outlive the code by SMS', async () => {
    const body = await binding(newPerson(), newMobile());
    await passTime(shop.settings, 301);
    expect((await shop.bind(body)).json).toEqual(failure('无效的短信验证码'));
  });
});
