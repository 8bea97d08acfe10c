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

  it('that is broken answers 507', async () => {
    const alice = await shopper(app);
    await redis.set(`${settings.redisPrefix}history:${alice.id}`, 'no list');
    const answer = await alice.get('/browse_histories/');
    expect([answer.status, answer.text]).toEqual([507, '{"message":"服务器内部错误"}']);
    const added = await alice.post('/browse_histories/', { sku_id: 1 });
    expect(added.status).toBe(507);
  });
});
