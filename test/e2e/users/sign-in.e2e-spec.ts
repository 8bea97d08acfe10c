import { pbkdf2Sync } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { describe, expect, it, vi } from 'vitest';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { Passwords } from '../../../src/users/passwords/passwords.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { changeUser, createUser, PASSWORD, reload, signIn } from '../../support/users.js';

const REFUSED = { non_field_errors: ['无法使用提供的认证信息登录。'] };

describe('signing in', () => {
  const app = testApp(testSettings({ THROTTLE_LOGIN: '1000/minute' }));

  it.each(['/login/', '/authorizations/', '/api-token-auth/'])(
    'at %s answers with a token for every client',
    async (path) => {
      const { id, username } = await createUser(app);
      const { status, json, headers } = await app.request('POST', path, {
        body: { username, password: PASSWORD, remember: true },
      });
      expect(status).toBe(200);
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(json).toEqual({ token: expect.any(String), user_id: id, username });
    },
  );

  it('takes the username, the mobile number and the e-mail address', async () => {
    const { id, username, mobile } = await createUser(app, { email: 'login@example.com' });
    for (const login of [username, mobile!, 'login@example.com', 'Login@Example.com']) {
      expect((await signIn(app, login)).json, login).toMatchObject({ user_id: id });
    }
  });

  it('takes a mobile number for that of its owner, not for the username of another', async () => {
    const owner = await createUser(app);
    const former = await createUser(app, { username: owner.mobile! });
    expect((await signIn(app, owner.mobile!)).json).toMatchObject({ user_id: owner.id });
    await changeUser(app, owner, { mobile: null });
    expect((await signIn(app, former.username)).json).toMatchObject({ user_id: former.id });
  });

  it('takes a form, numbers for text, and blanks around', async () => {
    const { username, mobile } = await createUser(app);
    const form = await app.request('POST', '/login/', {
      body: new URLSearchParams({ username, password: ` ${PASSWORD} ` }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(200);
    const body = { username: Number(mobile), password: PASSWORD };
    expect((await app.request('POST', '/login/', { body })).status).toBe(200);
  });

  it('notes the time', async () => {
    const user = await createUser(app);
    expect(user.lastLoginAt).toBeNull();
    await signIn(app, user.username);
    const { lastLoginAt } = await reload(app, user);
    expect(Math.abs(lastLoginAt!.getTime() - Date.now())).toBeLessThan(10_000);
  });

  it.each([
    ['zh-CN', '无法使用提供的认证信息登录。'],
    ['en', 'Unable to log in with provided credentials.'],
  ])('is refused for a wrong password: %s', async (language, text) => {
    const { username } = await createUser(app);
    const { status, json } = await app.request('POST', '/login/', {
      body: { username, password: 'wrong' },
      headers: { 'Accept-Language': language },
    });
    expect(status).toBe(400);
    expect(json).toEqual({ non_field_errors: [text] });
  });

  it.each([
    [{}, { username: ['该字段是必填项。'], password: ['该字段是必填项。'] }],
    [
      { username: '', password: '' },
      { username: ['该字段不能为空。'], password: ['该字段不能为空。'] },
    ],
    [
      { username: ['a'], password: { a: 1 } },
      { username: ['Not a valid string.'], password: ['Not a valid string.'] },
    ],
    [{ username: 'a\u0000b', password: 'x' }, { username: ['不允许是用空字符串。'] }],
  ])('is refused for %j', async (body, errors) => {
    const { status, json } = await app.request('POST', '/login/', { body });
    expect(status).toBe(400);
    expect(json).toEqual(errors);
  });

  it('is refused to a deactivated user as if there were none', async () => {
    const user = await createUser(app, { isActive: false });
    const { status, json } = await signIn(app, user.username);
    expect([status, json]).toEqual([400, REFUSED]);
  });

  it('tells nobody who exists: same answer, same work', async () => {
    const { username } = await createUser(app);
    const verify = vi.spyOn(Passwords.prototype, 'verify');
    const time = async (login: string) => {
      const start = performance.now();
      const { status, json } = await signIn(app, login, 'guess-guess');
      expect([status, json]).toEqual([400, REFUSED]);
      return performance.now() - start;
    };
    await time('nobody_warm');
    verify.mockClear();
    const times: [existing: number, absent: number][] = [];
    for (let i = 0; i < 5; i += 1) times.push([await time(username), await time(`nobody_${i}`)]);
    expect(verify).toHaveBeenCalledTimes(10);
    verify.mockRestore();
    const fastest = (side: 0 | 1) => Math.min(...times.map((pair) => pair[side]));
    expect(fastest(1)).toBeGreaterThan(fastest(0) * 0.5);
    expect(fastest(0)).toBeGreaterThan(fastest(1) * 0.5);
  });

  it('does not work with GET, and tells what does', async () => {
    const { status, headers } = await app.get('/login/');
    expect(status).toBe(405);
    expect(headers.get('Allow')).toBe('POST, OPTIONS');
  });
});

describe('passwords of the shop that was moved here', () => {
  const app = testApp(testSettings({ THROTTLE_LOGIN: '1000/minute' }));

  const pbkdf2 = (iterations: number) => {
    const key = pbkdf2Sync(PASSWORD, 'seasalt', iterations, 32, 'sha256').toString('base64');
    return `pbkdf2_sha256$${iterations}$seasalt$${key}`;
  };

  it("sign in with the hash of Django's own tests", async () => {
    const passwordHash =
      'pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=';
    const { username } = await createUser(app, { passwordHash });
    expect((await signIn(app, username, 'lètmein')).status).toBe(200);
  });

  it('sign in and are hashed anew', async () => {
    const user = await createUser(app, { passwordHash: pbkdf2(1000) });
    expect((await signIn(app, user.username, 'wrong')).json).toEqual(REFUSED);
    expect((await reload(app, user)).passwordHash).toBe(user.passwordHash);
    expect((await signIn(app, user.username)).status).toBe(200);
    const { passwordHash } = await reload(app, user);
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signIn(app, user.username)).status).toBe(200);
    expect((await reload(app, user)).passwordHash).toBe(passwordHash);
  });

  it('may be hashed by argon2, as Django marks it or at another cost', async () => {
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    for (const passwordHash of [weak, `argon2${weak}`]) {
      const user = await createUser(app, { passwordHash });
      expect((await signIn(app, user.username)).status).toBe(200);
      expect((await reload(app, user)).passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456/);
    }
  });

  it.each([
    '',
    '!unusable',
    'md5$salt$hash',
    'pbkdf2_sha256$0$a$b',
    'pbkdf2_sha256$9$a$',
    '$argon2',
  ])('do not sign in when the hash is %j', async (passwordHash) => {
    const { username } = await createUser(app, { passwordHash });
    const { status, json } = await signIn(app, username);
    expect([status, json]).toEqual([400, REFUSED]);
  });
});

describe('guessing passwords', () => {
  const sharedSettings = testSettings({
    THROTTLE_LOGIN: '1000/minute',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const shared = testApp(sharedSettings);
  const app = testApp(testSettings({ THROTTLE_LOGIN: '1000/minute' }));

  it('of one account ends after ten failures, for the right password too', async () => {
    const { username, mobile } = await createUser(app);
    for (let i = 0; i < 10; i += 1) {
      const login = i % 2 === 0 ? username : mobile!;
      expect((await signIn(app, login, `guess ${i}`)).status).toBe(400);
    }
    const { status, headers, json } = await signIn(app, username);
    expect(status).toBe(429);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(json.detail).toContain('请求超过了限速。');
    const other = await createUser(app);
    expect((await signIn(app, other.username)).status).toBe(200);
  });

  it('of one account locks nobody else out, and a captcha lets in again', async () => {
    const user = await createUser(shared, { role: 'administrator' });
    const from = (address: string, password: string, captcha = {}) =>
      shared.request('POST', '/login/', {
        body: { username: user.username, password, ...captcha },
        headers: { 'X-Forwarded-For': address },
      });
    expect((await from('203.0.113.1', PASSWORD)).status).toBe(200);
    for (let client = 0; client < 5; client += 1) {
      for (let i = 0; i < 10; i += 1) await from(`2001:db8:0:${client}::${i}`, 'guess');
      expect((await from(`2001:db8:0:${client}::ffff`, PASSWORD)).status).toBe(429);
    }
    expect((await from('203.0.113.1', PASSWORD)).status).toBe(200);
    const stranger = await from('203.0.113.2', PASSWORD);
    expect(stranger.status).toBe(429);
    expect(stranger.json.non_field_errors[0]).toContain('图片验证码');

    const wrong = { image_code_id: 'mine', text: 'xxxx' };
    expect((await from('203.0.113.2', PASSWORD, wrong)).status).toBe(400);
    await shared.get('/image_codes/mine/');
    const { secret } = (await new OutboxFile(sharedSettings.dataDir).last('mine'))!;
    const right = { image_code_id: 'mine', text: secret };
    expect((await from('203.0.113.2', PASSWORD, right)).status).toBe(200);
  });

  it('is forgiven by the right password', async () => {
    const { username } = await createUser(app);
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 9; i += 1) await signIn(app, username, 'wrong');
      expect((await signIn(app, username)).status).toBe(200);
    }
  });

  it('gets hardly further with fifty guesses at once', async () => {
    const { username } = await createUser(app);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => signIn(app, username, `guess ${i}`)),
    );
    const tried = answers.filter(({ status }) => status === 400);
    expect(tried.length).toBeGreaterThanOrEqual(10);
    expect(tried.length).toBeLessThanOrEqual(13);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(50 - tried.length);
  });

  it('of nobody is limited just the same', async () => {
    for (let i = 0; i < 10; i += 1) {
      expect((await signIn(app, 'nobody_here', 'guess')).status).toBe(400);
    }
    expect((await signIn(app, 'Nobody_Here', 'guess')).status).toBe(429);
  });

  it('does not keep fifty honest sign-ins of one user from succeeding', async () => {
    const { username } = await createUser(app);
    const answers = await Promise.all(Array.from({ length: 50 }, () => signIn(app, username)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('guessing from one address', () => {
  const app = testApp(testSettings({ THROTTLE_LOGIN: '5/minute' }));

  it('is limited over all accounts and all paths to sign in', async () => {
    const paths = ['/login/', '/authorizations/', '/api-token-auth/', '/login/', '/login/'];
    for (const [i, path] of paths.entries()) {
      const body = { username: `somebody_${i}`, password: 'guess' };
      expect((await app.request('POST', path, { body })).status).toBe(400);
    }
    const { status, headers } = await signIn(app, 'somebody');
    expect(status).toBe(429);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await app.get('/goods/')).status).toBe(200);
  });
});
