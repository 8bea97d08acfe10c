import { describe, expect, it } from 'vitest';
import { JobQueue } from '../../../src/infrastructure/jobs/index.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { TokenSigner } from '../../../src/infrastructure/token-signer.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import { authorization, changeUser, createUser, PASSWORD, reload } from '../../support/users.js';

const PAGE = 'https://shop.example/success.html?from=mail';
const settings = testSettings({
  THROTTLE_LOGIN: '1000/minute',
  EMAIL_VERIFICATION_URL: PAGE,
  SECRET_KEY: 'the current key of thirty-two characters or more',
  SECRET_KEY_FALLBACKS: 'a former key also of thirty-two characters or more',
});
const app = testApp(settings);
const outbox = new OutboxFile(settings.dataDir);
const INVALID = [400, { message: '链接信息无效' }];

let serial = 0;
const newAddress = () => `bind${(serial += 1)}@example.com`;

async function somebody() {
  const user = await createUser(app);
  const headers = await authorization(app, user);
  const bind = (email: unknown, language = 'zh-CN') =>
    app.request('PUT', '/email/', {
      body: { email, password: PASSWORD },
      headers: { ...headers, 'Accept-Language': language },
    });
  const account = async () => (await app.get('/user/', headers)).json;
  return { user, bind, account };
}

/** The link that was mailed, other than those known already. */
async function linkTo(address: string, ...known: string[]): Promise<string> {
  let link = '';
  await until(async () => {
    link = (await outbox.last(address))?.secret ?? '';
    return link !== '' && !known.includes(link);
  });
  return link;
}

const tokenIn = (link: string) => new URL(link).searchParams.get('token')!;

const verify = async (token: string) => {
  const { status, json } = await app.get(
    `/emails/verification/?token=${encodeURIComponent(token)}`,
  );
  return [status, json];
};

describe('binding an e-mail address', () => {
  it('mails a link to the page of the settings, which verifies the address', async () => {
    const { user, bind, account } = await somebody();
    const address = newAddress();
    const { status, json } = await bind(address.toUpperCase());
    expect([status, json]).toEqual([200, { id: user.id, email: address }]);
    expect(await account()).toMatchObject({ email: address, email_active: false });

    const link = await linkTo(address);
    expect(link.startsWith(`${PAGE}&token=`)).toBe(true);
    expect(await verify(tokenIn(link))).toEqual([200, { message: 'OK' }]);
    expect(await account()).toMatchObject({ email: address, email_active: true });
  });

  it('writes the mail in the language of the page', async () => {
    const { bind } = await somebody();
    const [chinese, english] = [newAddress(), newAddress()];
    await bind(chinese);
    await linkTo(chinese);
    await bind(english, 'en');
    await linkTo(english);
    expect((await outbox.last(chinese))!.text).toContain('验证您的邮箱');
    expect((await outbox.last(english))!.text).toContain('verify your e-mail address');
  });

  it.each([
    ['nope', { email: ['请输入合法的邮件地址。'] }],
    ['', { email: ['该字段不能为空。'] }],
    [null, { email: ['该字段不能为 null。'] }],
    ['a@example.com\r\nBcc: b@example.com', { email: ['请输入合法的邮件地址。'] }],
  ])('refuses %j', async (email, errors) => {
    const { bind } = await somebody();
    const { status, json } = await bind(email);
    expect([status, json]).toEqual([400, errors]);
  });

  it("refuses another's address, and gives one that several want to who proves it", async () => {
    const { email } = await createUser(app, { email: newAddress() });
    const { bind } = await somebody();
    expect((await bind(email)).json).toEqual({ email: ['该邮箱已被其他用户使用。'] });

    const wanted = newAddress();
    const [first, second] = [await somebody(), await somebody()];
    await first.bind(wanted);
    const lost = await linkTo(wanted);
    await second.bind(wanted);
    const link = await linkTo(wanted, lost);
    expect(await verify(tokenIn(link))).toEqual([200, { message: 'OK' }]);
    expect(await verify(tokenIn(lost))).toEqual(INVALID);
    expect(await second.account()).toMatchObject({ email: wanted, email_active: true });
    expect(await first.account()).toMatchObject({ email: '', email_active: false });
  });

  it('needs a token', async () => {
    const body = { email: newAddress() };
    expect((await app.request('PUT', '/email/', { body })).status).toBe(401);
  });

  it('is not there for mailing strangers: ten links within an hour', async () => {
    const { bind } = await somebody();
    const address = newAddress();
    for (let i = 0; i < 10; i += 1) expect((await bind(address)).status).toBe(200);
    const { status, headers } = await bind(address);
    expect(status).toBe(429);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
  });
});

describe('a verification link', () => {
  it('ends when a newer one is asked for, to the same address or another', async () => {
    const { bind, account } = await somebody();
    const address = newAddress();
    await bind(address);
    const first = await linkTo(address);
    await bind(address);
    const second = await linkTo(address, first);
    expect(await verify(tokenIn(first))).toEqual(INVALID);

    const other = newAddress();
    await bind(other);
    expect(await verify(tokenIn(second))).toEqual(INVALID);
    expect(await account()).toMatchObject({ email: other, email_active: false });
    expect(await verify(tokenIn(await linkTo(other)))).toEqual([200, { message: 'OK' }]);
  });

  it('asked for again for a verified address leaves it verified', async () => {
    const { bind, account } = await somebody();
    const address = newAddress();
    await bind(address);
    const first = await linkTo(address);
    await verify(tokenIn(first));
    await bind(address);
    expect(await account()).toMatchObject({ email_active: true });
    expect(await verify(tokenIn(await linkTo(address, first)))).toEqual([200, { message: 'OK' }]);
  });

  it('is refused without a token', async () => {
    for (const path of ['/emails/verification/', '/emails/verification/?token=']) {
      const { status, json } = await app.get(path);
      expect([status, json]).toEqual([400, { message: '缺少token' }]);
    }
    const { json } = await app.get('/emails/verification/', { 'Accept-Language': 'en' });
    expect(json).toEqual({ message: 'The token is missing.' });
  });

  it.each(['x', 'a.b.c', 'e30.e30.e30', '%00', '🍎', 'x'.repeat(5000)])(
    'is refused with the token %.20s, and the shop lives on',
    async (token) => {
      expect(await verify(token)).toEqual(INVALID);
      expect((await app.get('/user/')).status).toBe(401);
    },
  );

  it('is refused when tampered with, expired, for another purpose or another user', async () => {
    const { user, bind } = await somebody();
    const address = newAddress();
    await bind(address);
    const token = tokenIn(await linkTo(address));
    const { emailTokenId: id } = await reload(app, user);
    const signer = new TokenSigner(settings, 'users: email verification');
    const claims = { user_id: user.id, email: address, id };
    for (const bad of [
      token.slice(0, -2),
      `${token}A`,
      signer.sign(claims, -1),
      signer.sign({ ...claims, user_id: user.id + 1 }, 60),
      signer.sign({ ...claims, email: newAddress() }, 60),
      signer.sign({ ...claims, id: 'x' }, 60),
      signer.sign({ ...claims, id: null }, 60),
      signer.sign({ user_id: user.id }, 60),
      signer.sign({ ...claims, id: { $ne: '' } }, 60),
      new TokenSigner(settings).sign(claims, 60),
      new TokenSigner(settings, 'users: password reset').sign(claims, 60),
    ]) {
      expect(await verify(bad)).toEqual(INVALID);
    }
    expect(await verify(token)).toEqual([200, { message: 'OK' }]);
  });

  it('signed with a former key still counts', async () => {
    const { user, bind } = await somebody();
    const address = newAddress();
    await bind(address);
    await linkTo(address);
    const { emailTokenId: id } = await reload(app, user);
    const before = { secretKey: settings.secretKeyFallbacks[0]!, secretKeyFallbacks: [] };
    const signer = new TokenSigner({ ...settings, ...before }, 'users: email verification');
    const token = signer.sign({ user_id: user.id, email: address, id }, 60);
    expect(await verify(token)).toEqual([200, { message: 'OK' }]);
  });

  it('answers the same however often it is followed, while the address stays', async () => {
    const { user, bind } = await somebody();
    const address = newAddress();
    await bind(address);
    const token = tokenIn(await linkTo(address));
    const answers = await Promise.all(Array.from({ length: 10 }, () => verify(token)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => [200, { message: 'OK' }]));
    await bind(newAddress());
    expect(await verify(token)).toEqual(INVALID);
    await changeUser(app, user, { email: null, pendingEmail: null });
    expect(await verify(token)).toEqual(INVALID);
  });

  it('does not verify an address that the profile has changed since', async () => {
    const { user, bind } = await somebody();
    const address = newAddress();
    await bind(address);
    const token = tokenIn(await linkTo(address));
    await changeUser(app, user, { pendingEmail: newAddress() });
    expect(await verify(token)).toEqual(INVALID);
  });
});

describe('a mail server that cannot be reached', () => {
  // Port 1 is nobody's.
  const unreachable = { MAIL_URL: 'smtp://127.0.0.1:1', EMAIL_FROM: 'shop@example.com' };
  const lonely = testApp(testSettings(unreachable));

  it('does not keep the address from being set; the job is tried again', async () => {
    const user = await createUser(lonely);
    const headers = await authorization(lonely, user);
    const body = { email: newAddress() };
    const { status } = await lonely.request('PUT', '/email/', { body, headers });
    expect(status).toBe(200);
    expect(await lonely.nest.get(JobQueue).failed()).toEqual([]);
  });
});
