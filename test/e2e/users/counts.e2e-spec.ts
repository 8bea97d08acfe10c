import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { createUser, newMobile } from '../../support/users.js';

const app = testApp(testSettings());

describe('the count of users', () => {
  it('with a name is one or none', async () => {
    await createUser(app, { username: '小明的水果店' });
    const known = await app.get(`/usernames/${encodeURIComponent('小明的水果店')}/count/`);
    expect([known.status, known.json]).toEqual([200, { username: '小明的水果店', count: 1 }]);
    const { text } = await app.get('/usernames/abcdef/count/');
    expect(text).toBe('{"username":"abcdef","count":0}');
  });

  it('with a mobile number is one or none', async () => {
    const { mobile } = await createUser(app);
    expect((await app.get(`/mobiles/${mobile}/count/`)).json).toEqual({ mobile, count: 1 });
    const other = newMobile();
    expect((await app.get(`/mobiles/${other}/count/`)).json).toEqual({ mobile: other, count: 0 });
  });

  it.each([
    '/usernames/four/count/',
    `/usernames/${'x'.repeat(21)}/count/`,
    '/usernames/with-dash/count/',
    '/usernames/a.b.c.d/count/',
    '/usernames/a%20b%20c/count/',
    '/mobiles/12345678901/count/',
    '/mobiles/1391234567/count/',
    '/mobiles/139123456789/count/',
    '/mobiles/abc/count/',
    '/usernames/count/',
  ])('does not exist at %s', async (path) => {
    const { status, json } = await app.get(path);
    expect([status, json]).toEqual([404, { detail: '未找到。' }]);
  });
});
