import jwt from 'jsonwebtoken';
import { describe, expect, it, vi } from 'vitest';
import { Passwords } from '../../../src/users/passwords/passwords.js';
import { TokenSigner } from '../../../src/infrastructure/token-signer.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import type { User } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import {
  authorization,
  changeUser,
  codeFor,
  createUser,
  newMobile,
  PASSWORD,
  reload,
  signIn,
  wrong,
} from '../../support/users.js';

const NEW = 'another12345';
const settings = testSettings({ THROTTLE_LOGIN: '1000/minute' });
const app = testApp(settings);

describe('changing the password', () => {
  const change = (id: number, headers: object, body: object = {}) =>
    app.request('PUT', `/users/${id}/password/`, {
      headers: { ...headers },
      body: { old_password: PASSWORD, password: NEW, password2: NEW, ...body },
    });

  it('ends every token but its own and the one in the answer', async () => {
    const user = await createUser(app);
    const [here, elsewhere] = [await authorization(app, user), await authorization(app, user)];
    const { status, json } = await change(user.id, here);
    expect(status).toBe(200);
    expect(json).toEqual({ id: user.id, token: expect.any(String) });
    expect((await app.get('/user/', here)).status).toBe(200);
    expect((await app.get('/user/', elsewhere)).json).toEqual({ detail: 'Signature has expired.' });
    expect((await app.get('/user/', { Authorization: `JWT ${json.token}` })).status).toBe(200);
    expect((await signIn(app, user.username)).status).toBe(400);
    expect((await signIn(app, user.username, NEW)).status).toBe(200);
    expect((await app.request('DELETE', '/authorizations/', { headers: here })).status).toBe(204);
    expect((await app.get('/user/', here)).status).toBe(401);
  });

  it.each([
    [{ old_password: 'wrong' }, { message: '原密码错误', non_field_errors: ['原密码错误'] }],
    [
      { password2: 'different1' },
      { message: '两次密码不一致', non_field_errors: ['两次密码不一致'] },
    ],
    [
      { password: 'short', password2: 'short' },
      {
        message: '仅允许8-20个字符的密码',
        password: ['仅允许8-20个字符的密码'],
        password2: ['仅允许8-20个字符的密码'],
      },
    ],
    [{ old_password: '' }, { message: '该字段不能为空。', old_password: ['该字段不能为空。'] }],
  ])('is refused for %j, also as the page reads it', async (body, errors) => {
    const user = await createUser(app);
    const { status, json } = await change(user.id, await authorization(app, user), body);
    expect([status, json]).toEqual([400, errors]);
    expect((await signIn(app, user.username)).status).toBe(200);
  });

  it("is refused to anybody else: 403 for another's id, 401 without a token", async () => {
    const [user, other] = [await createUser(app), await createUser(app)];
    const foreign = await change(other.id, await authorization(app, user));
    expect([foreign.status, foreign.json]).toEqual([403, { detail: '您没有执行该操作的权限。' }]);
    expect((await change(user.id, {})).status).toBe(401);
  });

  it('is no way to guess the password', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    for (let i = 0; i < 10; i += 1) await change(user.id, headers, { old_password: `guess ${i}` });
    expect((await change(user.id, headers)).status).toBe(429);
    expect((await signIn(app, user.username)).status).toBe(429);
  });

  it('happens once when two ask for it at once', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    const answers = await Promise.all(
      ['first12345', 'second12345'].map((password) =>
        change(user.id, headers, { password, password2: password }),
      ),
    );
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect((await signIn(app, user.username, ['first12345', 'second12345'][winner])).status).toBe(
      200,
    );
    expect((await reload(app, user)).tokenVersion).toBe(1);
  });
});

describe('resetting a forgotten password', () => {
  it('goes only to a number that a code was once sent to', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    const begin = (mobile: string) => app.get(`/accounts/${mobile}/sms/token/`);
    const change = (body: object) =>
      app.request('PATCH', `/users/${user.id}/`, {
        headers: { ...headers },
        body: { password: PASSWORD, ...body },
      });

    const taken = newMobile();
    expect((await change({ mobile: taken })).status).toBe(200);
    expect((await begin(taken)).status).toBe(404);

    const own = newMobile();
    expect((await change({ mobile: own, code: '0000' })).json).toEqual({
      code: ['短信验证码错误'],
    });
    const code = await codeFor(app, own);
    expect((await change({ mobile: own, code })).status).toBe(200);
    expect((await begin(own)).status).toBe(200);
  });

  const outbox = new OutboxFile(settings.dataDir);
  const begin = (account: string) => app.get(`/accounts/${account}/sms/token/`);
  const sendCode = (token: string) => app.get(`/sms_codes/?access_token=${token}`);
  const allow = (account: string, code: string) =>
    app.get(`/accounts/${account}/password/token/?sms_code=${code}`);
  const finish = (id: number, token: string, body: object = {}) =>
    app.request('POST', `/users/${id}/password/`, {
      body: { password: NEW, password2: NEW, access_token: token, ...body },
    });

  /** The token of the third step. */
  async function allowed({ username, mobile }: User): Promise<string> {
    return (await allow(username, await codeFor(app, mobile!))).json.access_token;
  }

  it('takes four steps and ends every token', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    const first = await begin(user.mobile!);
    expect(first.status).toBe(200);
    expect(first.json).toEqual({
      mobile: `*********${user.mobile!.slice(-2)}`,
      access_token: expect.stringMatching(/^[\w.-]+$/),
    });

    const second = await sendCode(first.json.access_token);
    expect([second.status, second.json]).toEqual([200, { message: 'OK' }]);
    const { secret } = (await outbox.last(user.mobile!))!;

    const third = await allow(user.username, secret);
    expect(third.status).toBe(200);
    expect(third.json).toEqual({ user_id: user.id, access_token: expect.any(String) });

    const last = await finish(user.id, third.json.access_token);
    expect([last.status, last.json]).toEqual([200, { id: user.id }]);
    expect((await app.get('/user/', headers)).status).toBe(401);
    expect((await signIn(app, user.username)).status).toBe(400);
    expect((await signIn(app, user.username, NEW)).status).toBe(200);
  });

  it('does not know an account that is not there, deactivated or without a mobile', async () => {
    const silent = await createUser(app, { mobile: null });
    const gone = await createUser(app, { isActive: false });
    for (const account of ['nobody_here', silent.username, gone.username]) {
      const { status, json } = await begin(account);
      expect([status, json]).toEqual([404, { message: '用户不存在' }]);
      expect((await allow(account, '123456')).status).toBe(404);
    }
  });

  it.each(['four', 'a.b.c.d', 'x'.repeat(21)])(
    'has no page for the account %s',
    async (account) => {
      const { status, json } = await begin(account);
      expect([status, json]).toEqual([404, { detail: '未找到。' }]);
    },
  );

  it('sends one code a minute', async () => {
    const { json } = await begin((await createUser(app)).username);
    expect((await sendCode(json.access_token)).status).toBe(200);
    const again = await sendCode(json.access_token);
    expect([again.status, again.json]).toEqual([400, { message: '请求次数过于频繁' }]);
  });

  it('takes a code once, and only the right one', async () => {
    const user = await createUser(app);
    const code = await codeFor(app, user.mobile!);
    const missing = await app.get(`/accounts/${user.username}/password/token/`);
    expect([missing.status, missing.json.message]).toEqual([400, '该字段是必填项。']);
    const bad = await allow(user.username, wrong(code));
    expect([bad.status, bad.json]).toEqual([400, { message: '短信验证码错误' }]);
    expect((await allow(user.username, code)).status).toBe(200);
    const again = await allow(user.username, code);
    expect([again.status, again.json]).toEqual([400, { message: '无效的短信验证码' }]);
  });

  it('takes the token of the last step once, and in its place only', async () => {
    const [user, other] = [await createUser(app), await createUser(app)];
    const token = await allowed(user);
    const invalid = [400, { message: '无效的access_token' }];
    const { json } = await begin(user.username);
    const session = (await signIn(app, user.username)).json.token;
    for (const [id, bad] of [
      [other.id, token],
      [user.id, 'x'],
      [user.id, `${token}x`],
      [user.id, json.access_token],
      [user.id, session],
    ] as const) {
      const answer = await finish(id, bad);
      expect([answer.status, answer.json]).toEqual(invalid);
    }
    expect((await sendCode(token)).status).toBe(400);
    expect((await sendCode('x')).json).toEqual({ message: '无效的access_token' });
    expect((await finish(user.id, token)).status).toBe(200);
    const hash = vi.spyOn(Passwords.prototype, 'hash');
    const replayed = await finish(user.id, token);
    expect(hash).not.toHaveBeenCalled();
    hash.mockRestore();
    expect([replayed.status, replayed.json]).toEqual(invalid);
  });

  it('refuses tokens that have expired', async () => {
    const user = await createUser(app);
    const claims = jwt.decode(await allowed(user)) as { user_id: number; version: number };
    expect(claims).toMatchObject({ user_id: user.id, version: 0 });
    const signer = new TokenSigner(settings, 'users: password reset');
    const fresh = signer.sign({ user_id: user.id, version: 0 }, 600);
    const expired = signer.sign({ user_id: user.id, version: 0 }, -1);
    expect((await finish(user.id, expired)).json).toEqual({ message: '无效的access_token' });
    expect((await finish(user.id, fresh)).status).toBe(200);
  });

  it('ends with a change of the password or the deactivation in between', async () => {
    const user = await createUser(app);
    const token = await allowed(user);
    await changeUser(app, user, { isActive: false });
    expect((await finish(user.id, token)).status).toBe(400);
    await changeUser(app, user, { isActive: true, tokenVersion: 1 });
    expect((await finish(user.id, token)).status).toBe(400);
  });

  it('tells what is wrong with the new password, also as the page reads it', async () => {
    const user = await createUser(app);
    const token = await allowed(user);
    expect((await finish(user.id, token, { password2: 'different1' })).json).toEqual({
      message: '两次密码不一致',
      non_field_errors: ['两次密码不一致'],
    });
    expect((await finish(user.id, token, { password: 'short' })).json).toMatchObject({
      message: '仅允许8-20个字符的密码',
    });
  });

  it('does not mind a dead token', async () => {
    const user = await createUser(app);
    const body = { password: NEW, password2: NEW, access_token: await allowed(user) };
    const headers = { Authorization: 'JWT dead' };
    const path = `/users/${user.id}/password/`;
    expect((await app.request('POST', path, { body, headers })).status).toBe(200);
  });
});

describe('resetting a password in a shop that demands captchas', () => {
  const guarded = testApp(testSettings({ CAPTCHA_REQUIRED: 'on' }));

  it('starts with one', async () => {
    const { username } = await createUser(guarded);
    const { status, json } = await guarded.get(`/accounts/${username}/sms/token/`);
    expect(status).toBe(400);
    expect(Object.keys(json)).toEqual(['message', 'image_code_id', 'text']);
    const bad = await guarded.get(`/accounts/${username}/sms/token/?text=abcd&image_code_id=1`);
    expect(bad.json).toEqual({ message: '图片验证码无效', non_field_errors: ['图片验证码无效'] });
  });
});
