import type { FindOptionsWhere } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { User } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { codeFor, createUser, newMobile, PASSWORD, signIn, wrong } from '../../support/users.js';

const app = testApp(testSettings({ THROTTLE_LOGIN: '1000/minute' }));

const register = (body: object, language = 'zh-CN') =>
  app.request('POST', '/users/', { body, headers: { 'Accept-Language': language } });

const count = (where: FindOptionsWhere<User>) => app.dataSource.manager.countBy(User, where);

/** What a Meiduo page sends. */
async function meiduo(changes: object = {}) {
  const mobile = newMobile();
  return {
    username: `name_${mobile.slice(-4)}`,
    password: PASSWORD,
    password2: PASSWORD,
    mobile,
    sms_code: await codeFor(app, mobile),
    allow: 'true',
    ...changes,
  };
}

/** What the MxShop page sends. */
async function mxshop(changes: object = {}) {
  const username = newMobile();
  return { username, code: await codeFor(app, username, 'sms', 4), password: PASSWORD, ...changes };
}

describe('registration on an MxShop page', () => {
  it('answers with the user and a token that is good for signing in', async () => {
    const body = await mxshop();
    const { status, json } = await register(body);
    expect(status).toBe(201);
    const { username } = body;
    expect(json).toEqual({
      id: expect.any(Number),
      username,
      mobile: username,
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      name: username,
    });
    const headers = { Authorization: `Bearer ${json.token}` };
    expect((await app.get('/users/1/', headers)).json).toMatchObject({
      username,
      mobile: username,
    });
    expect((await signIn(app, username)).status).toBe(200);
  });

  it.each([
    ['zh-CN', '该字段是必填项。', '请输入验证码'],
    ['en', 'This field is required.', 'Enter the verification code.'],
  ])('tells what is missing: %s', async (language, required, codeRequired) => {
    const { status, json } = await register({}, language);
    expect(status).toBe(400);
    expect(json).toEqual({ username: [required], code: [codeRequired], password: [required] });
  });

  it('tells of blanks', async () => {
    expect((await register({ username: '', code: '', password: '' })).json).toEqual({
      username: ['该字段不能为空。'],
      code: ['请输入验证码'],
      password: ['该字段不能为空。'],
    });
  });

  it('refuses a code alone', async () => {
    const { status, json } = await register({ code: '1234' });
    expect(status).toBe(400);
    expect(json).toEqual({ username: ['该字段是必填项。'], password: ['该字段是必填项。'] });
  });

  it.each(['1', '1234567'])('refuses the code %s for its length', async (code) => {
    expect((await register(await mxshop({ code }))).json).toEqual({ code: ['验证码格式错误'] });
  });

  it('refuses a wrong code, and one that was never sent', async () => {
    const body = await mxshop();
    expect((await register({ ...body, code: wrong(body.code) })).json).toEqual({
      code: ['验证码错误'],
    });
    const username = newMobile();
    expect((await register({ ...body, username })).json).toEqual({ code: ['验证码错误'] });
    expect(await count({ username })).toBe(0);
  });

  it('tells of a taken username together with the wrong code', async () => {
    const { username } = await createUser(app, { username: 'alice' });
    const { status, json } = await register({ username, code: '1234', password: PASSWORD });
    expect(status).toBe(400);
    expect(json).toEqual({ username: ['用户已经存在'], code: ['验证码错误'] });
  });

  it('refuses a mobile number that is the mobile of a user with another name', async () => {
    const { mobile } = await createUser(app);
    const body = await mxshop({ username: mobile, code: await codeFor(app, mobile!) });
    expect((await register(body)).json).toEqual({ username: ['用户已经存在'] });
  });

  it('refuses a second registration with the same code', async () => {
    const body = await mxshop();
    expect((await register(body)).status).toBe(201);
    expect((await register(body)).json.username).toEqual(['用户已经存在']);
  });

  it.each([
    ['short', ['请确保这个字段至少包含 6 个字符。']],
    ['1234567', ['密码不能全部为数字。']],
    ['x'.repeat(129), ['请确保这个字段不能超过 128 个字符。']],
  ])('refuses the password %s', async (password, texts) => {
    expect((await register(await mxshop({ password }))).json).toEqual({ password: texts });
  });

  it('refuses the username as a password', async () => {
    const body = await mxshop();
    expect((await register({ ...body, password: body.username })).json).toEqual({
      password: ['密码不能与用户名相同。'],
    });
  });

  it('takes a form as well as JSON', async () => {
    const body = new URLSearchParams(await mxshop());
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { status } = await app.request('POST', '/users/', { body: body.toString(), headers });
    expect(status).toBe(201);
  });

  it('does not mind a dead token', async () => {
    const headers = { Authorization: 'Bearer dead' };
    const { status } = await app.request('POST', '/users/', { body: await mxshop(), headers });
    expect(status).toBe(201);
  });
});

describe('registration on a Meiduo page', () => {
  it('answers with the user and a token', async () => {
    const body = await meiduo();
    const { status, json } = await register(body);
    expect(status).toBe(201);
    expect(json).toMatchObject({ username: body.username, mobile: body.mobile });
    const user = await app.get('/user/', { Authorization: `JWT ${json.token}` });
    expect(user.json).toEqual({
      id: json.id,
      username: body.username,
      mobile: body.mobile,
      email: '',
      email_active: false,
    });
  });

  it.each([
    [{ username: 'four' }, { username: ['仅允许5-20个字符的用户名'] }],
    [{ username: 'x'.repeat(21) }, { username: ['仅允许5-20个字符的用户名'] }],
    [
      { username: 'with blank' },
      {
        username: ['请输入合法的用户名。只能包含英文字母、数字、特殊字符“@”、“.”、“-”和“_”。'],
      },
    ],
    [{ username: '13912345678' }, { username: ['不能使用他人的手机号或邮箱作为用户名。'] }],
    [{ username: 'a@example.com' }, { username: ['不能使用他人的手机号或邮箱作为用户名。'] }],
    [{ password: 'short12' }, { password: ['仅允许8-20个字符的密码'] }],
    [{ password: 'x'.repeat(21) }, { password: ['仅允许8-20个字符的密码'] }],
    [{ mobile: '12345678901' }, { mobile: ['手机号格式错误'] }],
    [{ mobile: '+8613912345678' }, { mobile: ['手机号格式错误'] }],
    [{ allow: true }, { allow: ['Not a valid string.'] }],
    [{ allow: 'false' }, { allow: ['请同意用户协议'] }],
    [{ password2: 'different1' }, { non_field_errors: ['两次密码不一致'] }],
  ])('refuses %j', async (changes, errors) => {
    const { status, json } = await register(await meiduo(changes));
    expect(status).toBe(400);
    expect(json).toEqual(errors);
  });

  it('refuses a wrong code and one that does not count, once the fields are right', async () => {
    const body = await meiduo();
    expect((await register({ ...body, sms_code: wrong(body.sms_code) })).json).toEqual({
      non_field_errors: ['短信验证码错误'],
    });
    expect((await register({ ...body, mobile: newMobile() })).json).toEqual({
      non_field_errors: ['无效的短信验证码'],
    });
  });

  it('refuses a taken username and mobile in English, too', async () => {
    const { username, mobile } = await createUser(app);
    const body = await meiduo({ username, mobile });
    expect((await register(body)).json).toEqual({
      username: ['已存在一位使用该名字的用户。'],
      mobile: ['具有 手机号 的 用户信息 已存在。'],
    });
    expect((await register(body, 'en')).json).toEqual({
      username: ['A user with that username already exists.'],
      mobile: ['A user with this mobile number already exists.'],
    });
  });

  it('lets the own mobile number be the username', async () => {
    const body = await meiduo();
    expect((await register({ ...body, username: body.mobile })).status).toBe(201);
  });

  it('keeps the code when something else is wrong, so that it can be sent again', async () => {
    const body = await meiduo();
    expect((await register({ ...body, allow: 'false' })).status).toBe(400);
    expect((await register({ ...body, password2: 'different1' })).status).toBe(400);
    expect((await register(body)).status).toBe(201);
  });

  it('uses the code up', async () => {
    const body = await meiduo();
    expect((await register(body)).status).toBe(201);
    await app.unitOfWork.run(({ manager }) => manager.delete(User, { mobile: body.mobile }));
    expect((await register(body)).json).toEqual({ non_field_errors: ['无效的短信验证码'] });
  });
});

describe('registration by e-mail', () => {
  it('takes the address as verified', async () => {
    const email = 'New.Shopper@Example.com';
    const email_code = await codeFor(app, email.toLowerCase(), 'email');
    const body = { username: 'new_shopper', password: PASSWORD, email, email_code };
    const { status, json } = await register(body);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      username: 'new_shopper',
      mobile: null,
      token: expect.any(String),
    });
    expect(await count({ email: 'new.shopper@example.com' })).toBe(1);
    expect((await signIn(app, 'new.shopper@EXAMPLE.com')).status).toBe(200);
  });

  it('refuses a wrong code, a missing one and a taken address', async () => {
    const { email } = await createUser(app, { email: 'taken@example.com' });
    const body = { username: 'another_one', password: PASSWORD, email };
    expect((await register(body)).json).toEqual({
      email: ['该邮箱已被其他用户使用。'],
      email_code: ['请输入验证码'],
    });
    const fresh = { ...body, email: 'fresh@example.com', email_code: '123456' };
    expect((await register(fresh)).json).toEqual({ email_code: ['验证码错误'] });
  });
});

describe('registrations at the same time', () => {
  const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();
  const oneOf = (many: number) => [201, ...Array.from({ length: many - 1 }, () => 400)];

  it('of one mobile number, twenty from Meiduo pages, give one user', async () => {
    const body = await meiduo();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => register({ ...body, username: `racer_${index}` })),
    );
    expect(statuses(answers)).toEqual(oneOf(20));
    for (const { json } of answers.filter(({ status }) => status === 400)) {
      expect(json).toEqual({ mobile: ['具有 手机号 的 用户信息 已存在。'] });
    }
    expect(await count({ mobile: body.mobile })).toBe(1);
  });

  it('of one mobile number, twenty from MxShop pages, give one user', async () => {
    const body = await mxshop();
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(body)));
    expect(statuses(answers)).toEqual(oneOf(20));
    for (const { json } of answers.filter(({ status }) => status === 400)) {
      expect(json.username).toEqual(['用户已经存在']);
    }
    expect(await count({ mobile: body.username })).toBe(1);
  });

  it('of one name give one user, and the other may take another name', async () => {
    const bodies = [await meiduo(), await meiduo()].map((body) => ({ ...body, username: 'twins' }));
    const answers = await Promise.all(bodies.map((body) => register(body)));
    expect(statuses(answers)).toEqual([201, 400]);
    const loser = answers.findIndex(({ status }) => status === 400);
    expect(answers[loser]!.json).toEqual({ username: ['已存在一位使用该名字的用户。'] });
    expect((await register({ ...bodies[loser], username: 'other_twin' })).status).toBe(201);
  });
});
