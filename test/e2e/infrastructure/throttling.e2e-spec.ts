import { setTimeout as delay } from 'node:timers/promises';
import { Test, type TestingModule } from '@nestjs/testing';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigModule } from '../../../src/config/config.module.js';
import { RedisModule } from '../../../src/infrastructure/redis/redis.module.js';
import {
  REQUEST_COUNTS,
  ThrottlingModule,
} from '../../../src/infrastructure/throttling/throttling.module.js';
import { testSettings } from '../../support/settings.js';

describe('the counting of requests', () => {
  const settings = testSettings();
  let module: TestingModule;
  let storage: ThrottlerStorage;

  beforeAll(async () => {
    module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(settings), RedisModule, ThrottlingModule],
    }).compile();
    storage = module.get(REQUEST_COUNTS);
  });
  afterAll(() => module.close());

  const hit = (key: string, ttl: number, limit: number) =>
    storage.increment(key, ttl, limit, 0, 'anon');

  it('lets exactly the allowed number pass when many come at once', async () => {
    const records = await Promise.all(Array.from({ length: 50 }, () => hit('crowd', 60_000, 10)));
    expect(records.filter(({ isBlocked }) => !isBlocked)).toHaveLength(10);
  });

  it('counts clients apart', async () => {
    await hit('alice', 60_000, 1);
    expect(await hit('bob', 60_000, 1)).toMatchObject({ isBlocked: false, totalHits: 1 });
    expect(await hit('alice', 60_000, 1)).toMatchObject({ isBlocked: true });
  });

  it('says how many seconds remain until the next request may pass', async () => {
    expect(await hit('wait', 60_000, 1)).toMatchObject({ timeToExpire: 60, timeToBlockExpire: 0 });
    expect(await hit('wait', 60_000, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 60 });
  });

  it('slides: each place comes free a window after it was taken', async () => {
    const passed: boolean[] = [];
    const pass = async () => passed.push(!(await hit('slide', 1_500, 2)).isBlocked);
    await pass();
    await delay(800);
    await pass();
    await pass();
    await delay(800);
    await pass();
    await pass();
    expect(passed).toEqual([true, true, false, true, false]);
  });

  it('does not count the requests it refuses', async () => {
    await hit('eager', 1_000, 1);
    await delay(500);
    expect(await hit('eager', 1_000, 1)).toMatchObject({ isBlocked: true });
    await delay(510);
    expect(await hit('eager', 1_000, 1)).toMatchObject({ isBlocked: false });
  });
});
