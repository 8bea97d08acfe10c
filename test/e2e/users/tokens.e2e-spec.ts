import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import type { User } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { authorization, changeUser, createUser, signIn } from '../../support/users.js';

const CURRENT = 'the current key of thirty-two characters or more';
const FORMER = 'a former key also of thirty-two characters or more';
const settings = testSettings({
  SECRET_KEY: CURRENT,
  SECRET_KEY_FALLBACKS: FORMER,
  THROTTLE_LOGIN: '1000/minute',
  JWT_LIFETIME: '3600',
});
const app = testApp(settings);

const CHALLENGE = 'JWT realm="api"';

function payload({ id, username, email }: User) {
  return { user_id: id, username, email, version: 0 };
}

function sign(claims: object, key = CURRENT, options: jwt.SignOptions = { expiresIn: 60 }): string {
  return jwt.sign(claims, key, { algorithm: 'HS256', ...options });
}

function ask(header: string) {
  return app.get('/user/', { Authorization: header });
}

async function refusal(header: string): Promise<string> {
  const { status, headers, json } = await ask(header);
  expect(status).toBe(401);
  expect(headers.get('WWW-Authenticate')).toBe(CHALLENGE);
  expect(Object.keys(json)).toEqual(['detail']);
  return json.detail;
}

describe('a token', () => {
  it('names its owner, is dated, and ends', async () => {
    const user = await createUser(app, { email: 'token@example.com' });
    const { json } = await signIn(app, user.username);
    const { header, payload: claims } = jwt.verify(json.token, CURRENT, { complete: true });
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(claims).toEqual({
      user_id: user.id,
      username: user.username,
      email: 'token@example.com',
      version: 0,
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
    });
    const { iat, exp } = claims as { iat: number; exp: number };
    expect(exp - iat).toBe(3600);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(10);
  });

  it.each(['JWT', 'Bearer', 'jwt', 'bearer', 'Token', 'token'])(
    'counts behind the word %s',
    async (scheme) => {
      const user = await createUser(app);
      const { status, json } = await ask(`${scheme} ${sign(payload(user))}`);
      expect(status).toBe(200);
      expect(json.id).toBe(user.id);
    },
  );

  it.each([undefined, 'Shop abc', 'Basic YWxpY2U6c2hvcDEyMzQ1', 'JWTabc'])(
    'is missing from the header %s',
    async (header) => {
      const { status, headers, json } = await app.get(
        '/user/',
        header === undefined ? {} : { Authorization: header },
      );
      expect(status).toBe(401);
      expect(headers.get('WWW-Authenticate')).toBe(CHALLENGE);
      expect(json).toEqual({ detail: '身份认证信息未提供。' });
    },
  );

  it('is asked for in English, too', async () => {
    const { json } = await app.get('/user/', { 'Accept-Language': 'en' });
    expect(json).toEqual({ detail: 'Authentication credentials were not provided.' });
  });

  it.each([
    ['JWT', 'Invalid Authorization header. No credentials provided.'],
    ['JWT a b', 'Invalid Authorization header. Credentials string should not contain spaces.'],
    ['JWT abc', 'Error decoding signature.'],
    ['JWT undefined', 'Error decoding signature.'],
    ['JWT a.b.c', 'Error decoding signature.'],
    ['JWT e30.e30.e30', '不正确的身份认证信息。'],
  ])('is refused as %j', async (header, detail) => {
    expect(await refusal(header)).toBe(detail);
  });

  it('is refused when it was tampered with', async () => {
    const [head, body, signature = ''] = sign(payload(await createUser(app))).split('.');
    const flipped = signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    expect(await refusal(`JWT ${head}.${body}.${flipped}`)).toBe('Error decoding signature.');
    const other = sign(payload(await createUser(app))).split('.')[1];
    expect(await refusal(`JWT ${head}.${other}.${signature}`)).toBe('Error decoding signature.');
  });

  it('is refused when it has expired', async () => {
    const token = sign(payload(await createUser(app)), CURRENT, { expiresIn: -1 });
    expect(await refusal(`JWT ${token}`)).toBe('Signature has expired.');
  });

  it('is refused when it never ends', async () => {
    const token = sign(payload(await createUser(app)), CURRENT, {});
    expect(await refusal(`JWT ${token}`)).toBe('不正确的身份认证信息。');
  });

  it.each(['none', 'HS512', 'HS384'] as const)(
    'is refused when its algorithm is %s',
    async (algorithm) => {
      const key = algorithm === 'none' ? '' : CURRENT;
      const token = sign(payload(await createUser(app)), key, { algorithm, expiresIn: 60 });
      expect(await refusal(`JWT ${token}`)).toBe('不正确的身份认证信息。');
    },
  );

  it.each([
    [{ username: undefined }, 'Invalid payload.'],
    [{ user_id: undefined }, 'Invalid payload.'],
    [{ user_id: '1' }, 'Invalid payload.'],
    [{ version: 'x' }, 'Invalid payload.'],
    [{ user_id: 999_999 }, 'Invalid signature.'],
    [{ version: 1 }, 'Signature has expired.'],
    [{ version: -1 }, 'Signature has expired.'],
  ])('is refused when it says %j', async (changes, detail) => {
    const claims = JSON.parse(JSON.stringify({ ...payload(await createUser(app)), ...changes }));
    expect(await refusal(`JWT ${sign(claims)}`)).toBe(detail);
  });

  it('of the shop that was moved here counts until the password changes', async () => {
    const user = await createUser(app);
    const { version: _, ...claims } = payload(user);
    const header = `JWT ${sign(claims)}`;
    expect((await ask(header)).status).toBe(200);
    await changeUser(app, user, { tokenVersion: 1 });
    expect(await refusal(header)).toBe('Signature has expired.');
  });

  it('signed with a former key still counts, with an unknown one it does not', async () => {
    const claims = payload(await createUser(app));
    expect((await ask(`JWT ${sign(claims, FORMER)}`)).status).toBe(200);
    const unknown = sign(claims, 'another key of at least thirty-two characters');
    expect(await refusal(`JWT ${unknown}`)).toBe('Error decoding signature.');
    const old = sign(claims, FORMER, { expiresIn: -1 });
    expect(await refusal(`JWT ${old}`)).toBe('Signature has expired.');
  });

  it('ends when its owner is deactivated', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    expect((await app.get('/user/', headers)).status).toBe(200);
    await changeUser(app, user, { isActive: false });
    expect(await refusal(headers.Authorization)).toBe('User account is disabled.');
  });

  it('of two users at once is each their own', async () => {
    const users = [await createUser(app), await createUser(app)];
    const headers = [await authorization(app, users[0]!), await authorization(app, users[1]!)];
    const ids = Array.from({ length: 40 }, async (_, i) => {
      return (await app.get('/user/', headers[i % 2])).json.id as number;
    });
    expect(await Promise.all(ids)).toEqual(ids.map((_, i) => users[i % 2]!.id));
  });

  it('costs one query', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    const queries = await app.queries(() => app.get('/user/', headers));
    expect(queries).toHaveLength(1);
  });

  it('does not matter to public pages, however dead it is', async () => {
    for (const path of ['/goods/', '/categories/', '/banners/', '/hotsearchs/', '/indexgoods/']) {
      expect((await app.get(path, { Authorization: 'Bearer dead' })).status, path).toBe(200);
    }
  });
});

describe('the words before a token', () => {
  const own = testApp(testSettings({ JWT_SCHEMES: 'Shop , bearer' }));

  it('are a setting, and the first of them challenges', async () => {
    const headers = await authorization(own, await createUser(own));
    const token = headers.Authorization!.split(' ')[1]!;
    const statuses = ['Shop', 'SHOP', 'Bearer', 'JWT', 'Token'].map(
      async (word) => (await own.get('/user/', { Authorization: `${word} ${token}` })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 401, 401]);
    expect((await own.get('/user/')).headers.get('WWW-Authenticate')).toBe('Shop realm="api"');
  });
});

describe('signing out', () => {
  it('ends every token of the user', async () => {
    const user = await createUser(app);
    const [phone, desk] = [await authorization(app, user), await authorization(app, user)];
    const { status, text } = await app.request('DELETE', '/authorizations/', { headers: phone });
    expect([status, text]).toEqual([204, '']);
    expect((await app.get('/user/', phone)).status).toBe(401);
    expect((await app.get('/user/', desk)).status).toBe(401);
    expect((await app.get('/user/', await authorization(app, user))).status).toBe(200);
  });

  it('needs a token', async () => {
    expect((await app.request('DELETE', '/authorizations/')).status).toBe(401);
  });
});
