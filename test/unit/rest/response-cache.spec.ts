import { describe, expect, it } from 'vitest';
import { LocalCacheVersions } from '../../../src/infrastructure/cache/cache-versions.js';
import { ResponseCache } from '../../../src/rest/caching/response-cache.js';

describe('a value that is dear to work out', () => {
  const versions = new LocalCacheVersions();
  const cache = new ResponseCache(undefined, versions, 60);
  let worked = 0;
  const workOut = async (): Promise<number> => {
    await Promise.resolve();
    return (worked += 1);
  };

  it('is worked out once for all who ask at once, and anew when what it is made of has changed', async () => {
    const ask = () => cache.memoise(['things'], 'number', workOut);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
    await cache.invalidate(['things']);
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  });

  it('is tried again after a failure, which everybody is told who waited', async () => {
    const fail = () => Promise.reject(new Error('away'));
    const asked = [cache.memoise([], 'other', fail), cache.memoise([], 'other', fail)];
    for (const one of asked) await expect(one).rejects.toThrow('away');
    expect(await cache.memoise([], 'other', async () => 'there')).toBe('there');
  });
});

describe('a finished body', () => {
  const cache = new ResponseCache(undefined, new LocalCacheVersions(), 60);
  const MEGABYTE = 'x'.repeat(1024 * 1024);

  it('is ready until something that it is made of has changed', async () => {
    const kept = await cache.remember(['goods'], 'a', async () => '1');
    expect(cache.peek(['goods'], 'a')).toBe(kept);
    await cache.invalidate(['banners']);
    expect(cache.peek(['goods'], 'a')).toBe(kept);
    await cache.invalidate(['goods']);
    expect(cache.peek(['goods'], 'a')).toBeUndefined();
  });

  it('takes the room of its forerunner, and none from others', async () => {
    const other = await cache.remember(['banners'], 'b', async () => '1');
    for (let change = 0; change < 40; change += 1) {
      await cache.invalidate(['goods']);
      await cache.remember(['goods'], 'a', async () => MEGABYTE);
    }
    expect(cache.peek(['banners'], 'b')).toBe(other);
  });
});
