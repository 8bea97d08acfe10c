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
