import { beforeAll, describe, expect, it } from 'vitest';
import { Goods } from '../../../src/goods/entities/index.js';
import { Order } from '../../../src/orders/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';
import { stockOf } from '../../support/stock.js';
import { TILL_DIALECTS } from '../../support/till.js';

/** Goods that cost nothing. */
const GIFT = 3;

describe.each(TILL_DIALECTS)('an order at the till of %s', (_name, till) => {
  const app = testApp(testSettings({ FREIGHT_CENTS: '0' }), { seed: seedCatalogue });
  beforeAll(() =>
    app.unitOfWork.run(({ manager }) => manager.update(Goods, GIFT, { shopPriceCents: 0 })),
  );

  it('that costs nothing is refused, as nobody could pay it', async () => {
    const alice = await shopper(app);
    const stock = await stockOf(app, GIFT);
    await till.fill(alice, { [GIFT]: 2 });
    const answer = await till.order(alice);
    expect(till.outcome(answer)).toBe(400);
    expect(answer.text).toBe(
      till.emptyCart.replace(EMPTY_CART, '订单金额为零，请与其他商品一起下单'),
    );
    expect(await app.dataSource.manager.countBy(Order, { userId: alice.id })).toBe(0);
    expect(await stockOf(app, GIFT)).toBe(stock);
  });

  it('takes what costs nothing along with what is paid for', async () => {
    const alice = await shopper(app);
    await till.fill(alice, { [GIFT]: 2, 1: 1 });
    expect(till.outcome(await till.order(alice))).toBe(201);
    const order = await app.dataSource.manager.findOneByOrFail(Order, { userId: alice.id });
    const { shopPriceCents } = await app.dataSource.manager.findOneByOrFail(Goods, { id: 1 });
    expect(order.totalCents).toBe(shopPriceCents);
  });
});

const EMPTY_CART = '购物车中没有选中的商品';
