import { readdir } from 'node:fs/promises';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { greyPng } from '../../support/pictures.js';
import { until } from '../../support/until.js';
import {
  authorization,
  changeUser,
  codeFor,
  createUser,
  newMobile,
  PASSWORD,
  reload,
} from '../../support/users.js';

const settings = testSettings({ THROTTLE_LOGIN: '1000/minute' });
const app = testApp(settings);

/** A user and what they send. */
async function somebody(attributes: Parameters<typeof createUser>[1] = {}) {
  const user = await createUser(app, attributes);
  const headers = await authorization(app, user);
  const send = (method: string, body: unknown, language = 'zh-CN') =>
    app.request(method, '/users/1/', {
      body,
      headers: { ...headers, 'Accept-Language': language },
    });
  return { user, headers, send, patch: (body: unknown) => send('PATCH', body) };
}

describe('the profile', () => {
  it('is the own one under any id', async () => {
    const { user, headers } = await somebody({ email: 'me@example.com' });
    const { username, mobile, id } = user;
    for (const path of ['/users/1/', `/users/${id}/`, '/users/me/']) {
      const { status, json } = await app.get(path, headers);
      expect(status).toBe(200);
      expect(json).toEqual({
        id,
        username,
        name: '',
        gender: 'female',
        birthday: null,
        email: 'me@example.com',
        mobile,
        avatar: null,
        email_active: true,
        mobile_active: true,
        role: 'customer',
      });
    }
  });

  it.each(['GET', 'PUT', 'PATCH'])("is nobody else's: %s without a token", async (method) => {
    const { status, json } = await app.request(method, '/users/1/', {
      body: method === 'GET' ? undefined : {},
    });
    expect([status, json]).toEqual([401, { detail: '身份认证信息未提供。' }]);
  });

  it('takes back the whole object as the storefront got it, with an edit', async () => {
    const { headers, patch } = await somebody();
    const { json: profile } = await app.get('/users/1/', headers);
    const edited = {
      ...profile,
      gender: 'male',
      birthday: '1990-01-31',
      email: 'Edit@Example.com',
    };
    const { status, json } = await patch(edited);
    expect(status).toBe(200);
    expect(json).toEqual({ ...edited, email: 'edit@example.com', email_active: false });
    expect((await app.get('/users/1/', headers)).json).toEqual(json);
    expect((await patch(json)).json).toEqual(json);
  });

  it.each(['0001-01-01', '0050-06-15', '0099-12-31', '1582-10-10', '1900-01-01', '9999-12-31'])(
    'gives the birthday %s back as it came',
    async (birthday) => {
      const { headers, patch } = await somebody();
      expect((await patch({ birthday })).json.birthday).toBe(birthday);
      expect((await app.get('/users/1/', headers)).json.birthday).toBe(birthday);
    },
  );

  it('does not let users change what is not theirs to change', async () => {
    const { user, patch } = await somebody();
    const { status } = await patch({
      id: 1,
      role: 'administrator',
      isActive: false,
      email_active: true,
      mobile_active: true,
      pendingMobile: newMobile(),
      passwordHash: 'x',
      tokenVersion: 7,
    });
    expect(status).toBe(200);
    expect(await reload(app, user)).toEqual({ ...user, lastLoginAt: expect.any(Date) });
  });

  it('takes blank or null for no mobile and no address', async () => {
    for (const nothing of ['', null]) {
      const { patch } = await somebody({ email: `${newMobile()}@example.com` });
      const password = PASSWORD;
      expect((await patch({ mobile: nothing, email: nothing, password })).json).toMatchObject({
        mobile: null,
        email: null,
      });
    }
  });

  it('refuses what does not pass, everything at once, in both languages', async () => {
    const { send } = await somebody();
    const body = { gender: 'x', birthday: '2020-13-01', email: 'nope', username: 'a b' };
    expect((await send('PATCH', body)).json).toEqual({
      username: ['请输入合法的用户名。只能包含英文字母、数字、特殊字符“@”、“.”、“-”和“_”。'],
      gender: ['“x” 不是合法选项。'],
      birthday: ['日期格式错误。请从这些格式中选择：YYYY-MM-DD。'],
      email: ['请输入合法的邮件地址。'],
    });
    const { status, json } = await send('PATCH', body, 'en');
    expect(status).toBe(400);
    expect(json).toEqual({
      username: [
        'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
      ],
      gender: ['"x" is not a valid choice.'],
      birthday: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
      email: ['Enter a valid email address.'],
    });
  });

  it('refuses what another user has', async () => {
    const { user: other } = await somebody({ email: 'other@example.com' });
    const { patch } = await somebody();
    const { username, mobile, email } = other;
    expect((await patch({ username, mobile, email })).json).toEqual({
      username: ['已存在一位使用该名字的用户。'],
      email: ['该邮箱已被其他用户使用。'],
      mobile: ['具有 手机号 的 用户信息 已存在。'],
    });
  });

  it("refuses a username that is another's contact, but keeps one that was the own", async () => {
    const { user, patch } = await somebody();
    const [old, fresh] = [user.mobile!, newMobile()];
    expect((await patch({ username: newMobile() })).json).toEqual({
      username: ['不能使用他人的手机号或邮箱作为用户名。'],
    });
    expect((await patch({ username: old })).status).toBe(200);
    const code = await codeFor(app, fresh);
    const change = { username: old, mobile: fresh, code, password: PASSWORD };
    expect((await patch(change)).json).toMatchObject({ username: old, mobile: fresh });
    await changeUser(app, user, { email: 'mine@example.com' });
    expect((await patch({ username: 'Mine@example.com' })).json).toMatchObject({
      username: 'mine@example.com',
    });
  });

  it('wants a username in a PUT, and keeps what it is not sent', async () => {
    const { user, send } = await somebody({ name: '小明' });
    const missing = await send('PUT', {});
    expect([missing.status, missing.json]).toEqual([400, { username: ['该字段是必填项。'] }]);
    const { status, json } = await send('PUT', { username: user.username, gender: 'male' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ gender: 'male', name: '小明', mobile: user.mobile });
  });

  it('loses the verification with the address, and keeps it with the same one', async () => {
    const { user, patch } = await somebody({ email: 'verified@example.com' });
    await changeUser(app, user, { emailTokenId: 'a link is out' });
    expect((await patch({ email: 'Verified@Example.com' })).json.email_active).toBe(true);
    const change = { email: 'changed@example.com', password: PASSWORD };
    expect((await patch(change)).json).toMatchObject({
      email: 'changed@example.com',
      email_active: false,
    });
    expect((await reload(app, user)).emailTokenId).toBeNull();
  });

  it('lists its fields in OPTIONS', async () => {
    const { headers } = await somebody();
    const { json } = await app.request('OPTIONS', '/users/1/', { headers });
    expect(Object.keys(json.actions.PUT)).toEqual(
      expect.arrayContaining(['username', 'gender', 'birthday', 'email', 'mobile']),
    );
  });
});

describe('a change whose client has gone', () => {
  const request = (body: string, headers: object) =>
    [
      'PATCH /users/1/ HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json;charset=UTF-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n');

  it.each(['destroy', 'resetAndDestroy'] as const)(
    'is finished: the page was reloaded in the middle (%s)',
    async (leave) => {
      const server = app.nest.getHttpServer() as Server;
      const people = await Promise.all(Array.from({ length: 10 }, () => somebody()));
      for (const { headers } of people) {
        const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
        socket.on('error', () => undefined);
        const text = request(JSON.stringify({ name: '改名' }), headers);
        // The request has arrived, and the client goes before anything else happens.
        server.once('request', () => socket[leave]());
        socket.write(text);
        await once(socket, 'close');
      }
      for (const { user } of people) {
        await until(async () => (await reload(app, user)).name === '改名');
      }
    },
  );
});

describe('the avatar', () => {
  const picture = (width = 800, height = 600) =>
    sharp({ create: { width, height, channels: 3, background: 'red' } });

  const upload = async (
    { headers }: { headers: object },
    bytes: Uint8Array<ArrayBuffer> | string,
    fields: object = {},
  ) => {
    const form = new FormData();
    form.set('avatar', '');
    if (typeof bytes !== 'string') form.set('avatar', new Blob([bytes]), 'me.png');
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return app.request('PATCH', '/users/1/', { body: form, headers: { ...headers } });
  };

  const png = async () => new Uint8Array(await picture().png().toBuffer());

  async function files(): Promise<string[]> {
    const found = await readdir(join(settings.mediaRoot, 'avatars'), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  it('is drawn anew: a JPEG of one size without the data of the camera', async () => {
    const me = await somebody();
    const photo = picture()
      .jpeg()
      .withExif({ IFD0: { Copyright: 'where I live' } });
    const { status, json } = await upload(me, new Uint8Array(await photo.toBuffer()));
    expect(status).toBe(200);
    expect(json.avatar).toMatch(
      new RegExp(`^${app.url}/media/avatars/\\d{4}/\\d\\d/[-0-9a-f]{36}\\.jpg$`),
    );
    const response = await fetch(json.avatar);
    expect(response.headers.get('Content-Type')).toBe('image/jpeg');
    const stored = await sharp(await response.arrayBuffer()).metadata();
    expect(stored).toMatchObject({ format: 'jpeg', width: 400, height: 400 });
    expect(stored.exif).toBeUndefined();
  });

  it('replaces the one before, whose file goes, and can be taken away', async () => {
    const me = await somebody();
    const before = (await files()).length;
    const first = (await upload(me, await png())).json.avatar as string;
    const second = (await upload(me, await png())).json.avatar as string;
    expect(second).not.toBe(first);
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
    expect(await files()).toHaveLength(before + 1);
    expect((await upload(me, '')).json.avatar).toBeNull();
    expect(await files()).toHaveLength(before);
  });

  it('stays when the profile is sent back as JSON', async () => {
    const me = await somebody();
    const { json } = await upload(me, await png());
    expect((await me.patch(json)).json).toEqual(json);
    expect((await me.patch({ ...json, avatar: null })).json).toEqual(json);
  });

  it('leaves one file when several are uploaded at once', async () => {
    const me = await somebody();
    const before = (await files()).length;
    const bytes = await png();
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(me, bytes)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await files()).toHaveLength(before + 1);
    const { json } = await app.get('/users/1/', me.headers);
    expect((await fetch(json.avatar)).status).toBe(200);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>';
  it.each([
    ['text', () => new TextEncoder().encode('not a picture')],
    ['SVG', () => new TextEncoder().encode(svg)],
    ['half a picture', async () => (await png()).slice(0, 400)],
  ])('is not %s', async (_what, bytes) => {
    const me = await somebody();
    const before = (await files()).length;
    const { status, json } = await upload(me, await bytes());
    expect(status).toBe(400);
    expect(json).toEqual({
      avatar: ['请上传有效图片。您上传的该文件不是图片或者图片已经损坏。'],
    });
    expect(await files()).toHaveLength(before);
  });

  it('is not a small file that unpacks to a huge picture', async () => {
    const bomb = await greyPng(10_000, 10_000);
    const { status, json } = await upload(await somebody(), new Uint8Array(bomb));
    expect([status, json]).toEqual([400, { avatar: ['图片尺寸过大。'] }]);
  });

  it.each([
    ['wide', 39_000_000, 1],
    ['high', 1, 5_000_000],
  ])('is not endlessly %s', async (_how, width, height) => {
    const bomb = await greyPng(width, height);
    const { status, json } = await upload(await somebody(), new Uint8Array(bomb));
    expect([status, json]).toEqual([400, { avatar: ['图片尺寸过大。'] }]);
  });

  it('has to wait while too many pictures are drawn', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => somebody()));
    const bytes = await png();
    const answers = await Promise.all(people.map((me) => upload(me, bytes)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, headers, json } of refused) {
      expect([status, headers.get('Retry-After'), json]).toEqual([
        503,
        '5',
        { detail: '系统繁忙，请稍后再试。' },
      ]);
    }
    expect((await upload(people[0]!, bytes)).status).toBe(200);
  });

  it('is not uploaded again and again, while the rest of the profile may be changed', async () => {
    const me = await somebody();
    const statuses: number[] = [];
    for (let i = 0; i < 31; i += 1) statuses.push((await upload(me, '')).status);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
    expect((await me.patch({ name: '改名' })).status).toBe(200);
  });

  it('is not larger than a request may be', async () => {
    const { status } = await upload(await somebody(), new Uint8Array(2 * 1024 * 1024));
    expect(status).toBe(413);
  });

  it('leaves no file when something else is refused', async () => {
    const { user: other } = await somebody();
    const me = await somebody();
    const before = (await files()).length;
    const { status } = await upload(me, await png(), { username: other.username });
    expect(status).toBe(400);
    expect(await files()).toHaveLength(before);
  });

  it('leaves no file when the race for a name is lost', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => somebody()));
    const before = (await files()).length;
    const bytes = await png();
    const answers = await Promise.all(
      people.map((me) => upload(me, bytes, { username: 'the_one' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    expect(await files()).toHaveLength(before + 1);
  });
});
