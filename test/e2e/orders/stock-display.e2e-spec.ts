import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Rest } from '../../../src/rest/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shoppers } from '../../support/shoppers.js';
import { setStock } from '../../support/stock.js';
import { fill, ORDER } from '../../support/till.js';
import { until } from '../../support/until.js';

describe('the stock that the catalogue shows', () => {
  const app = testApp(testSettings({ CACHE_TTL: '3600' }), { seed: seedCatalogue });

  it('follows the orders although responses are kept, and many orders outdate them once', async () => {
    await setStock(app, 1, 100);
    const buyers = await shoppers(app, 20);
    await Promise.all(buyers.map((buyer) => fill(buyer, { 1: 1 })));
    expect((await app.get('/goods/1/')).json.goods_num).toBe(100);
    const invalidate = vi.spyOn(app.nest.get(Rest).cache, 'invalidate');
    onTestFinished(() => invalidate.mockRestore());
    const startedAt = performance.now();
    await Promise.all(buyers.map((buyer) => buyer.post('/orders/', ORDER)));
    await until(async () => (await app.get('/goods/1/')).json.goods_num === 80);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(invalidate.mock.calls.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });
});
