import { describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { rawRequest } from '../../support/http.js';
import { libraryApp } from '../../support/library/app.js';
import { KeptViewSet } from '../../support/library/cached.js';
import { redisClient } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

describe('responses kept by two nodes', () => {
  const settings = testSettings();
  const redis = redisClient({ redisUrl: settings.redisCacheUrl });
  const first = libraryApp(settings, [KeptViewSet]);
  const second = libraryApp(settings, [KeptViewSet], { second: true });
  const list = (node: TestApp) =>
    rawRequest(node.url, 'GET', '/kept/', { headers: { Host: 'shop.example' } });
  const countOn = async (node: TestApp): Promise<number> => (await list(node)).json.count;

  it('are made on one and found by the other', async () => {
    KeptViewSet.made = 0;
    const made = await list(first);
    await until(async () => (await redis.keys(`${settings.redisPrefix}cache:*`)).length > 0);
    const found = await list(second);
    expect(found.text).toBe(made.text);
    expect(found.headers.get('etag')).toBe(made.headers.get('etag'));
    expect(KeptViewSet.made).toBe(1);
  });

  it('are outdated on both by a write on one', async () => {
    const before = await countOn(first);
    expect(await countOn(second)).toBe(before);
    await first.request('POST', '/kept/', { body: { name: '甲' } });
    expect(await countOn(first)).toBe(before + 1);
    await until(async () => (await countOn(second)) === before + 1);
    await second.request('POST', '/kept/', { body: { name: '乙' } });
    expect(await countOn(second)).toBe(before + 2);
    await until(async () => (await countOn(first)) === before + 2);
  });
});
