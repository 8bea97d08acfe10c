import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { redisClient } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';

describe('the browse history in Redis', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });
  const redis = redisClient(settings);

  it('is a list per user that does not expire', async () => {
    const alice = await shopper(app);
    for (const sku_id of [1, 2, 3, 4, 5, 6, 3]) await alice.post('/browse_histories/', { sku_id });
    const key = `${settings.redisPrefix}history:${alice.id}`;
    expect(await redis.lrange(key, 0, -1)).toEqual(['3', '6', '5', '4', '2']);
    expect(await redis.ttl(key)).toBe(-1);
  });

  it('goes on in the database while Redis does not answer', async () => {
    const alice = await shopper(app);
    const key = `${settings.redisPrefix}history:${alice.id}`;
    await redis.set(key, 'no list');
    const added = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 7].map((sku_id) => alice.post('/browse_histories/', { sku_id })),
    );
    expect(added.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const { json } = await alice.get('/browse_histories/');
    expect(json).toHaveLength(5);
    await redis.del(key);
    expect((await alice.get('/browse_histories/')).json).toEqual([]);
  });
});
