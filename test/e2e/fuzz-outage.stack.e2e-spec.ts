import { afterAll, describe, expect, it } from 'vitest';
import { fuzzedShop } from '../support/fuzzed-shop.js';
import { redisProxy } from '../support/redis.js';

describe('every operation of the API, while Redis is away', async () => {
  const proxy = await redisProxy(process.env.TEST_REDIS_URL!);
  const shop = fuzzedShop(3, () => [503, 507], { REDIS_URL: proxy.url });
  afterAll(() => proxy.close());

  it('answers as it is described', async () => {
    proxy.cut();
    expect(await shop.complaints(2)).toEqual([]);
    proxy.restore();
    const ready = async () => (await shop.app.get('/readyz')).json.status;
    await expect.poll(ready, { timeout: 20_000 }).toBe('ok');
  }, 90_000);
});
