import { afterAll, describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { redisProxy } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { authorization, createUser, newMobile, PASSWORD, signIn } from '../../support/users.js';

describe('without Redis', async () => {
  const proxy = await redisProxy(process.env.TEST_REDIS_URL!);
  const app = testApp(testSettings({ REDIS_URL: proxy.url }));
  afterAll(() => proxy.close());

  it('passwords are still counted, nobody registers without a code, and who is signed in goes on', async () => {
    const user = await createUser(app);
    const headers = await authorization(app, user);
    proxy.cut();
    const unavailable = [507, { message: '服务器内部错误' }];

    expect((await signIn(app, user.username)).status).toBe(200);
    const guesses = [];
    for (let count = 0; count < 12; count += 1) {
      guesses.push((await signIn(app, user.username, 'wrong-password')).status);
    }
    expect(guesses).toContain(400);
    expect(guesses.at(-1)).toBe(429);
    const body = { username: newMobile(), code: '1234', password: PASSWORD };
    const registration = await app.request('POST', '/users/', { body });
    expect([registration.status, registration.json]).toEqual(unavailable);
    expect((await app.get('/users/1/', headers)).status).toBe(200);

    proxy.restore();
    await expect
      .poll(async () => (await signIn(app, user.username)).status, { timeout: 10_000 })
      .toBe(200);
  });
});
