import { describe, expect, it } from 'vitest';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import type { User } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import {
  authorization,
  changeUser,
  codeFor,
  createUser,
  newMobile,
  PASSWORD,
  reload,
  signIn,
} from '../../support/users.js';

const settings = testSettings({ THROTTLE_LOGIN: '1000/minute' });
const app = testApp(settings);
const outbox = new OutboxFile(settings.dataDir);

const TAKEN_NAME = ['不能使用他人的手机号或邮箱作为用户名。'];

let serial = 0;
const newAddress = () => `contact${(serial += 1)}@example.com`;

async function somebody(attributes: Partial<User> = {}) {
  const user = await createUser(app, attributes);
  const headers = await authorization(app, user);
  const patch = (body: object) => app.request('PATCH', '/users/1/', { body, headers });
  const bind = (body: object) => app.request('PUT', '/email/', { body, headers });
  return { user, headers, patch, bind };
}

/** Somebody who names contacts without a proof, and has none of their own. */
const stranger = (attributes: Partial<User> = {}) => somebody({ mobile: null, ...attributes });

const resets = async (account: string) =>
  (await app.get(`/accounts/${account}/sms/token/`)).status === 200;

/** Resolves once a message with that in it has reached the contact. */
const told = (contact: string, words: string) =>
  until(async () => ((await outbox.last(contact))?.text ?? '').includes(words));

/** Proves a number by registering with it. */
async function register(mobile: string) {
  const code = await codeFor(app, mobile);
  const body = { username: mobile, code, password: PASSWORD };
  return app.request('POST', '/users/', { body });
}

describe('a contact that was only named', () => {
  it('is shown, and counts for nothing: no sign-in, no reset, no uniqueness', async () => {
    const mobile = newMobile();
    for (const { patch, user } of [await stranger(), await stranger()]) {
      expect((await patch({ mobile })).json).toMatchObject({ mobile, mobile_active: false });
      expect((await signIn(app, mobile)).status).toBe(400);
      expect(await resets(mobile)).toBe(false);
      expect(await resets(user.username)).toBe(false);
    }
    expect((await app.get(`/mobiles/${mobile}/count/`)).json.count).toBe(0);
    expect((await register(mobile)).status).toBe(201);
    expect((await signIn(app, mobile)).status).toBe(200);
  });

  it('cannot take the sign-in from who has it as a username', async () => {
    const name = newMobile();
    const victim = await createUser(app, { username: name, mobile: null });
    const thief = await stranger();
    expect((await thief.patch({ mobile: name })).json).toEqual({
      mobile: ['具有 手机号 的 用户信息 已存在。'],
    });
    const code = await codeFor(app, name);
    const proof = { mobile: name, code, password: PASSWORD };
    expect((await thief.patch(proof)).json).toHaveProperty('mobile');
    expect((await signIn(app, name)).json).toMatchObject({ user_id: victim.id });
  });

  it('is gone once its owner has proven it', async () => {
    const mobile = newMobile();
    const squatter = await stranger();
    await squatter.patch({ mobile });
    const owner = await stranger();
    const body = { mobile, code: await codeFor(app, mobile), password: PASSWORD };
    expect((await owner.patch(body)).json).toMatchObject({ mobile, mobile_active: true });
    expect(await reload(app, squatter.user)).toMatchObject({ mobile: null, pendingMobile: null });
    expect((await squatter.patch({ mobile })).status).toBe(400);
    expect((await signIn(app, mobile)).json).toMatchObject({ user_id: owner.user.id });
  });

  it('is gone once its owner has registered with it', async () => {
    const mobile = newMobile();
    const squatter = await stranger();
    await squatter.patch({ mobile });
    expect((await register(mobile)).status).toBe(201);
    expect((await reload(app, squatter.user)).pendingMobile).toBeNull();
  });

  it('is proven by a code also when it is sent back unchanged, or not at all', async () => {
    for (const again of [true, false]) {
      const { patch } = await stranger();
      const mobile = newMobile();
      await patch({ mobile });
      const proof = { code: await codeFor(app, mobile), password: PASSWORD };
      const { json } = await patch(again ? { mobile, ...proof } : proof);
      expect(json).toMatchObject({ mobile, mobile_active: true });
      expect(await resets(mobile)).toBe(true);
    }
  });

  it('is proven for one of ten users who prove it at once', async () => {
    const mobile = newMobile();
    const people = await Promise.all(Array.from({ length: 10 }, () => stranger()));
    const code = await codeFor(app, mobile);
    const answers = await Promise.all(
      people.map(({ patch }) => patch({ mobile, code, password: PASSWORD })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(9);
  });

  it('is an address just as well as a number', async () => {
    const email = newAddress();
    const squatter = await stranger();
    expect((await squatter.bind({ email })).status).toBe(200);
    expect((await signIn(app, email)).status).toBe(400);
    const code = await codeFor(app, email, 'email');
    const body = { username: `user${serial}`, password: PASSWORD, email, email_code: code };
    expect((await app.request('POST', '/users/', { body })).status).toBe(201);
    expect(await reload(app, squatter.user)).toMatchObject({
      pendingEmail: null,
      emailTokenId: null,
    });
  });
});

describe('a username', () => {
  it.each([
    ['a number', (digits: string) => digits],
    ['a full-width number', (digits: string) => toFullWidth(digits)],
    ['a number with the country', (digits: string) => `+86${digits}`],
    ['a number in groups', (digits: string) => `${digits.slice(0, 3)}-${digits.slice(3)}`],
    ['an address', () => 'Some.Body@Example.com'],
  ])('does not look like a contact of somebody else: %s', async (_what, write) => {
    const { patch } = await stranger();
    const username = write(newMobile());
    expect((await patch({ username })).json).toEqual({ username: TAKEN_NAME });
  });

  it('is not the own number either, as long as that is not proven', async () => {
    const { patch } = await stranger();
    const mobile = newMobile();
    expect((await patch({ mobile, username: mobile })).json).toEqual({ username: TAKEN_NAME });
    await patch({ mobile });
    expect((await patch({ username: mobile })).json).toEqual({ username: TAKEN_NAME });
    const proof = { code: await codeFor(app, mobile), password: PASSWORD };
    expect((await patch({ mobile, username: mobile, ...proof })).status).toBe(200);
  });

  it('is one name however it is typed', async () => {
    const { user, patch } = await stranger({ username: 'Ｃafé_shop'.normalize('NFKC') });
    for (const username of ['Cafe\u0301_shop', 'Ｃａｆé＿ｓｈｏｐ']) {
      expect((await signIn(app, username)).json).toMatchObject({ user_id: user.id });
      expect((await (await stranger()).patch({ username })).json).toHaveProperty('username');
    }
    expect((await patch({ username: 'ﬁne＿ｎａｍｅ' })).json).toMatchObject({
      username: 'fine_name',
    });
    expect(
      (await app.get(`/usernames/${encodeURIComponent('ﬁne＿ｎａｍｅ')}/count/`)).json.count,
    ).toBe(1);
  });

  it.each(['a\u200Bbcdef', 'ab\u00ADcdef', 'ab\u3164cdef', 'abc\u115Fdef', 'ab\uFFA0cdef'])(
    'has nothing in it that nobody sees: %j',
    async (username) => {
      expect((await (await stranger()).patch({ username })).json).toHaveProperty('username');
    },
  );

  it('tells letters with and without an accent, and emoji-like ones, apart', async () => {
    await createUser(app, { username: 'straße_one', mobile: null });
    const { status } = await (await stranger()).patch({ username: 'strasse_one' });
    expect(status).toBe(200);
    expect((await (await stranger()).patch({ username: 'resume_x' })).status).toBe(200);
    expect((await (await stranger()).patch({ username: 'résumé_x' })).status).toBe(200);
  });
});

describe('a stolen token', () => {
  it('changes no proven contact', async () => {
    const { user, patch, bind } = await somebody({ email: newAddress() });
    const [mobile, email] = [newMobile(), newAddress()];
    const code = await codeFor(app, mobile);
    for (const body of [{ mobile }, { mobile, code }, { mobile: null }, { mobile: '' }]) {
      const { status, json } = await patch(body);
      expect([status, Object.keys(json)]).toEqual([400, ['mobile']]);
    }
    for (const answer of [
      await patch({ email }),
      await patch({ email: '' }),
      await bind({ email }),
    ]) {
      expect([answer.status, Object.keys(answer.json)]).toEqual([400, ['email']]);
    }
    const wrong = { mobile, code, password: 'wrong1234' };
    expect((await patch(wrong)).json).toEqual({ password: ['密码错误'] });
    expect((await patch({ mobile, code, old_code: code })).json).toEqual({
      old_code: ['验证码错误'],
    });
    const { lastLoginAt: _, ...unchanged } = user;
    expect(await reload(app, user)).toMatchObject(unchanged);
  });

  it('proves no first number, which could reset the password', async () => {
    const { patch } = await stranger();
    const mobile = newMobile();
    expect((await patch({ mobile, code: await codeFor(app, mobile) })).json).toEqual({
      mobile: ['请同时提交登录密码。'],
    });
    expect((await patch({ mobile })).status).toBe(200);
    expect((await patch({ code: await codeFor(app, mobile) })).status).toBe(400);
    expect(await resets(mobile)).toBe(false);
  });

  it('is no way to guess the password', async () => {
    const { patch } = await somebody();
    for (let i = 0; i < 10; i += 1) {
      expect((await patch({ mobile: newMobile(), password: `guess ${i}` })).status).toBe(400);
    }
    expect((await patch({ mobile: newMobile(), password: PASSWORD })).status).toBe(429);
  });
});

describe('the owner', () => {
  it('changes the number with the password and its code, and the old number is told', async () => {
    const { user, patch } = await somebody();
    const mobile = newMobile();
    const body = { mobile, code: await codeFor(app, mobile), password: PASSWORD };
    expect((await patch(body)).json).toMatchObject({ mobile, mobile_active: true });
    await told(user.mobile!, `手机号正更换为*********${mobile.slice(-2)}`);
    expect((await outbox.last(user.mobile!))!.text).not.toContain(mobile);
    expect(await resets(user.mobile!)).toBe(false);
  });

  it('changes it with a code that was sent to the old number', async () => {
    const { user, patch } = await somebody();
    const mobile = newMobile();
    const old_code = await codeFor(app, user.mobile!);
    const body = { mobile, code: await codeFor(app, mobile), old_code };
    expect((await patch(body)).status).toBe(200);
    expect((await reload(app, user)).mobile).toBe(mobile);
  });

  it('keeps the proven contact until the new one is proven, and may go back to it', async () => {
    const { user, patch } = await somebody();
    const mobile = newMobile();
    expect((await patch({ mobile, password: PASSWORD })).json).toMatchObject({
      mobile,
      mobile_active: false,
    });
    expect((await signIn(app, user.mobile!)).status).toBe(200);
    expect((await signIn(app, mobile)).status).toBe(400);
    expect((await patch({ mobile: user.mobile })).json).toMatchObject({ mobile_active: true });
    expect((await reload(app, user)).pendingMobile).toBeNull();
  });

  it('changes the address likewise, and the old one is told', async () => {
    const old = newAddress();
    const { user, bind } = await somebody({ email: old });
    const email = newAddress();
    expect((await bind({ email, old_code: await codeFor(app, old, 'email') })).status).toBe(200);
    await told(old, '邮箱正更换为c***@example.com');
    expect(await reload(app, user)).toMatchObject({ email: old, pendingEmail: email });
  });

  it('of an account without a password proves the first number by its code', async () => {
    const { user, headers } = await somebody();
    await changeUser(app, user, { passwordHash: '!', mobile: null });
    const mobile = newMobile();
    const body = { mobile, code: await codeFor(app, mobile) };
    expect((await app.request('PATCH', '/users/1/', { body, headers })).status).toBe(200);
  });
});

function toFullWidth(text: string): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}
