import { setTimeout as delay } from 'node:timers/promises';
import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Cache } from 'cache-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigModule } from '../../../src/config/config.module.js';
import { CacheVersions } from '../../../src/infrastructure/cache/cache-versions.js';
import { CacheModule } from '../../../src/infrastructure/cache/cache.module.js';
import { RedisModule } from '../../../src/infrastructure/redis/redis.module.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

describe('the cache', () => {
  const settings = testSettings();
  let module: TestingModule;
  let cache: Cache;
  let versions: CacheVersions;

  beforeAll(async () => {
    module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(settings), RedisModule, CacheModule],
    }).compile();
    await module.init();
    cache = module.get(CACHE_MANAGER);
    versions = module.get(CacheVersions);
    await until(async () => {
      await cache.set('probe', 1);
      return (await cache.get('probe')) === 1;
    });
  });
  afterAll(() => module.close());

  it('gives back what was put in', async () => {
    const value = { text: '苹果 🍎 "quoted"', list: [1, null, true] };
    await cache.set('value', value, 10_000);
    expect(await cache.get('value')).toEqual(value);
    expect(await cache.mget(['value', 'unknown'])).toEqual([value, undefined]);
  });

  it('does not share objects with those who use it', async () => {
    const value = { list: [1] };
    await cache.set('own', value, 10_000);
    value.list.push(2);
    (await cache.get<typeof value>('own'))!.list.push(3);
    expect(await cache.get('own')).toEqual({ list: [1] });
  });

  it('forgets an entry when its time is over', async () => {
    await cache.set('short', 'gone soon', 50);
    expect(await cache.get('short')).toBe('gone soon');
    await delay(60);
    expect(await cache.get('short')).toBeUndefined();
  });

  it('forgets what is deleted or cleared', async () => {
    await cache.set('one', 1, 10_000);
    await cache.set('two', 2, 10_000);
    await cache.del('one');
    expect(await cache.mget(['one', 'two'])).toEqual([undefined, 2]);
    await cache.clear();
    expect(await cache.get('two')).toBeUndefined();
  });

  it('changes the versions of what is bumped and of nothing else', async () => {
    const before = { goods: versions.current(['goods']), banners: versions.current(['banners']) };
    const both = versions.current(['goods', 'banners']);
    await versions.bump(['goods']);
    expect(versions.current(['goods'])).not.toBe(before.goods);
    expect(versions.current(['goods', 'banners'])).not.toBe(both);
    expect(versions.current(['banners'])).toBe(before.banners);
  });

  it('never repeats a version', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 50; round += 1) {
      seen.add(versions.current(['goods']));
      await versions.bump(['goods']);
    }
    expect(seen.size).toBe(50);
  });
});
