import { describe, expect, it, vi } from 'vitest';
import { orderNumber } from '../../../src/orders/order-number.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';
import { setStock, stockOf } from '../../support/stock.js';
import { fill, ORDER } from '../../support/till.js';

vi.mock(import('../../../src/orders/order-number.js'), async (original) => {
  const { orderNumber } = await original();
  return { orderNumber: vi.fn(orderNumber) };
});

describe('an order number that is taken', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it('is replaced by another, and the order is placed once', async () => {
    const alice = await shopper(app);
    await setStock(app, 1, 10);
    await fill(alice, { 1: 1 });
    const { json: first } = await alice.post('/orders/', ORDER);
    await fill(alice, { 1: 2 });
    vi.mocked(orderNumber).mockReturnValueOnce(first.order_sn).mockReturnValueOnce(first.order_sn);
    const second = await alice.post('/orders/', ORDER);
    expect(second.status).toBe(201);
    expect(second.json.order_sn).not.toBe(first.order_sn);
    expect(await stockOf(app, 1)).toBe(7);
    expect((await alice.get('/orders/')).json).toHaveLength(2);
  });
});
