import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CartExpiry } from '../../../src/cart/cart-expiry.js';
import { CartLine } from '../../../src/cart/entities/index.js';
import { Order, OrderChange, OrderLine, OrderPayments } from '../../../src/orders/index.js';
import { OrderExpiry } from '../../../src/orders/order-expiry.js';
import { mayMove, type OrderState } from '../../../src/orders/order-states.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';
import { setStock } from '../../support/stock.js';
import { TILL_DIALECTS, whereabouts } from '../../support/till.js';

const GOODS = [3, 4, 5];
const STOCK = 12;
const SHOPPERS = 3;

const who = fc.nat(SHOPPERS - 1);
const goods = fc.constantFrom(...GOODS);
const nums = fc.integer({ min: 1, max: 5 });
/** The family of storefronts by which it is done. */
const by = fc.constantFrom(...TILL_DIALECTS.map(([, dialect]) => dialect));
/** Which of the orders there are, from the newest. */
const which = fc.nat(5);

const operation = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), by, who, goods, nums }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), by, who, goods, nums }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), by, who, goods }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deselect' as const), who, goods }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('order' as const), by, who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), who, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), which, share: nums }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('finish' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expireOrders' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expireCarts' as const) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** Operations of one round happen at the same time. */
const rounds = fc.array(fc.array(operation, { minLength: 1, maxLength: 5 }), {
  minLength: 5,
  maxLength: 12,
});

describe.each(['order', 'cart'])('a till that takes stock by the %s', (reservation) => {
  const app = testApp(testSettings({ STOCK_RESERVATION: reservation }), { seed: seedCatalogue });

  it('loses and invents no piece and makes no illegal move, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (story) => {
        await startOver();
        const everybody = await shoppers(app, SHOPPERS);
        for (const one of everybody) for (const [, till] of TILL_DIALECTS) await till.fill(one, {});
        for (const round of story) {
          await Promise.all(round.map((one) => perform(one, everybody)));
          for (const id of GOODS) await expectNoPieceLost(id);
        }
        await expectSoundOrders();
      }),
      { numRuns: 60, seed: 20_260_101, interruptAfterTimeLimit: 60_000 },
    );
  }, 90_000);

  async function startOver(): Promise<void> {
    await app.unitOfWork.run(async ({ manager }) => {
      for (const entity of [OrderChange, OrderLine, Order, CartLine]) {
        await manager.createQueryBuilder().delete().from(entity).execute();
      }
    });
    for (const id of GOODS) await setStock(app, id, STOCK);
  }

  async function perform(one: Operation, everybody: Shopper[]): Promise<void> {
    const payments = app.nest.get(OrderPayments);
    const later = new Date(Date.now() + 31 * 60_000);
    switch (one.do) {
      case 'add':
        return served(one.by.add(everybody[one.who]!, one.goods, one.nums));
      case 'change':
        return served(one.by.set(everybody[one.who]!, one.goods, one.nums));
      case 'remove':
        return served(one.by.remove(everybody[one.who]!, one.goods));
      case 'deselect':
        return served(everybody[one.who]!.patch(`/shopcarts/${one.goods}/`, { selected: false }));
      case 'order':
        return served(one.by.order(everybody[one.who]!));
      case 'cancel': {
        const order = await anOrder(one.which);
        return order && served(everybody[one.who]!.delete(`/orders/${order.id}/`));
      }
      case 'pay': {
        const order = await anOrder(one.which);
        if (!order) return;
        const { sn, totalCents: amountCents } = order;
        const payment = { sn, amountCents, tradeNo: `trade ${sn}`, paidAt: new Date() };
        await app.unitOfWork.run((tx) => payments.markPaid(tx, payment));
        return;
      }
      case 'refund': {
        const order = await anOrder(one.which);
        if (!order) return;
        const amountCents = one.share > 2 ? order.totalCents : one.share * 100;
        const cause = { actor: 'user:1', reason: 'returned' };
        await app.unitOfWork.run((tx) =>
          payments.markRefunded(tx, { sn: order.sn, amountCents, restock: true, ...cause }),
        );
        return;
      }
      case 'finish': {
        const order = await anOrder(one.which);
        if (!order) return;
        const cause = { actor: 'alipay', reason: 'finished' };
        await app.unitOfWork.run((tx) => payments.markFinished(tx, { sn: order.sn, ...cause }));
        return;
      }
      case 'expireOrders':
        await app.nest.get(OrderExpiry).sweep(later);
        return;
      case 'expireCarts':
        await app.nest.get(CartExpiry).sweep(later);
    }
  }

  /** Everything is answered, if by a refusal. */
  async function served(answer: ReturnType<Shopper['get']>): Promise<void> {
    const { status, text } = await answer;
    if (status >= 500) throw new Error(`${status} ${text}`);
  }

  async function anOrder(fromNewest: number): Promise<Order | undefined> {
    const { manager } = app.dataSource;
    const orders = await manager.find(Order, { order: { id: 'DESC' }, take: fromNewest + 1 });
    return orders.at(-1);
  }

  async function expectNoPieceLost(goodsId: number): Promise<void> {
    const lines = await app.dataSource.manager.findBy(CartLine, { goodsId });
    const reserved = lines
      .filter(({ reservedUntil }) => reservedUntil !== null)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const { stock, ordered, sold, soldCount } = await whereabouts(app, goodsId);
    const places = { stock, ordered, sold, reserved };
    const total = stock + ordered + sold + reserved;
    expect({ ...places, total }).toEqual({ ...places, total: STOCK });
    expect(stock).toBeGreaterThanOrEqual(0);
    expect(soldCount).toBe(sold);
    expect(lines.every(({ quantity }) => quantity >= 1)).toBe(true);
  }

  async function expectSoundOrders(): Promise<void> {
    const { manager } = app.dataSource;
    for (const order of await manager.find(Order)) {
      const changes = await manager.find(OrderChange, {
        where: { orderId: order.id, track: 'payment' },
        order: { id: 'ASC' },
      });
      const states = changes.map(({ toStatus }) => toStatus as OrderState);
      expect(changes.map(({ fromStatus }) => fromStatus)).toEqual([null, ...states.slice(0, -1)]);
      expect(states[0]).toBe('paying');
      expect(states.at(-1)).toBe(order.status);
      for (const [index, to] of states.slice(1).entries()) {
        expect(mayMove(states[index]!, to)).toBe(true);
      }
      const lines = await manager.findBy(OrderLine, { orderId: order.id });
      const goodsCents = lines.reduce((sum, line) => sum + line.priceCents * line.quantity, 0);
      expect(order.totalCents).toBe(goodsCents + order.freightCents);
      expect(order.refundedCents).toBeLessThanOrEqual(order.totalCents);
      const wasPaid = states.includes('TRADE_SUCCESS');
      expect([order.tradeNo !== null, order.paidAt !== null]).toEqual([wasPaid, wasPaid]);
    }
  }
});
