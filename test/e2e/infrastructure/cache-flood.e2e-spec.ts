import { CACHE_MANAGER } from '@nestjs/cache-manager';
import type { Cache } from 'cache-manager';
import { afterAll, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testMode, testSettings } from '../../support/settings.js';
import { codeFor, createUser, newMobile, PASSWORD, signIn } from '../../support/users.js';

/** Different pages that are asked for, each of which is kept. */
const FLOOD = 60;

describe('a flood of different pages', () => {
  const settings = testSettings({ THROTTLE_LOGIN: '12/hour' });
  const app = testApp(settings, { seed: seedCatalogue });
  const keptIn = testMode === 'stack' ? new Redis(settings.redisCacheUrl!) : undefined;
  const limitsIn = testMode === 'stack' ? new Redis(settings.redisUrl!) : undefined;
  afterAll(() => Promise.all([keptIn?.quit(), limitsIn?.quit()]));

  const keys = async (redis: Redis | undefined) =>
    redis ? (await redis.keys(`${settings.redisPrefix}cache:*`)).length : undefined;

  /** What a full store does at worst: everything that it may let go is gone. */
  async function evictEverything(): Promise<void> {
    if (!keptIn)
      return app.nest
        .get<Cache>(CACHE_MANAGER)
        .clear()
        .then(() => undefined);
    await keptIn.unlink(await keptIn.keys(`${settings.redisPrefix}*`));
  }

  async function flood(): Promise<void> {
    for (let page = 0; page < FLOOD; page += 1) {
      const query = `search=${page}&page_size=100&ordering=-sold_num`;
      expect((await app.get(`/goods/?${query}`)).status).toBe(200);
      expect((await app.get(`/goods/?${query}&made_up=${page}`)).status).toBe(200);
    }
  }

  it('takes neither codes nor counted failures and requests away, even if all of it is let go', async () => {
    const user = await createUser(app);
    const mobile = newMobile();
    const code = await codeFor(app, mobile);
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn(app, user.username, 'wrong');
    expect((await signIn(app, user.username)).status).toBe(429);

    await flood();
    if (testMode === 'stack') {
      expect([await keys(keptIn), await keys(limitsIn)]).toEqual([FLOOD, 0]);
    }
    await evictEverything();

    // The password is right, but its failures are still counted; then the requests are as well.
    const locked = await signIn(app, user.username);
    expect([locked.status, locked.json.non_field_errors]).toEqual([429, expect.any(Array)]);
    const other = await createUser(app);
    expect((await signIn(app, other.username)).status).toBe(429);
    const body = {
      username: `name_${mobile.slice(-4)}`,
      password: PASSWORD,
      password2: PASSWORD,
      mobile,
      sms_code: code,
      allow: 'true',
    };
    expect((await app.request('POST', '/users/', { body })).status).toBe(201);
  });
});

describe('a flood of what is remembered for strangers', () => {
  const app = testApp(
    testSettings({
      THROTTLE_CAPTCHA: '5/hour',
      OAUTH_WEIBO_CLIENT_ID: 'id',
      OAUTH_WEIBO_CLIENT_SECRET: 'secret',
    }),
  );

  it.each(['/image_codes/picture-1/', '/login/weibo/'])('ends soon: %s', async (path) => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.get(path)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(3);
    expect(statuses.every((status) => status < 500)).toBe(true);
  });
});
