import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AutoReceive } from '../../../src/orders/fulfilment/auto-receive.js';
import { OrderReturn } from '../../../src/orders/entities/index.js';
import { Order, OrderLine } from '../../../src/orders/index.js';
import { Review } from '../../../src/reviews/entities/index.js';
import { PARCEL } from '../../support/fulfilment.js';
import { expectSoundLife, pieces } from '../../support/life.js';
import { paidShop } from '../../support/payments.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { setStock } from '../../support/stock.js';
import { fill, ORDER } from '../../support/till.js';
import { changeUser } from '../../support/users.js';

const GOODS = [3, 4, 5];
const STOCK = 10_000;
const SHOPPERS = 3;
const DAY = 86_400_000;

const shop = await paidShop({ UNPAID_ORDERS_MAX: '1000', UNPAID_PIECES_MAX: '100000' });

const what = fc.constantFrom(
  ...(['order', 'pay', 'ship', 'receive', 'refund', 'return'] as const),
  ...(['accept', 'refuse', 'arrive', 'review', 'hide', 'overdue'] as const),
);
const operation = fc.record({
  what,
  who: fc.nat(SHOPPERS - 1),
  /** Which there is, from the newest. */
  which: fc.nat(3),
  size: fc.integer({ min: 1, max: 3 }),
});
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** Operations of one round happen at the same time. */
const rounds = fc.array(fc.array(operation, { minLength: 3, maxLength: 8 }), {
  minLength: 8,
  maxLength: 16,
});

describe('a shop in which buyers order, pay, receive, review and return at once', () => {
  let boss: Shopper;
  let everybody: Shopper[];

  beforeAll(async () => {
    for (const id of GOODS) await setStock(shop, id, STOCK);
    boss = await shopper(shop);
    await changeUser(shop, boss, { role: 'administrator' });
    everybody = await shoppers(shop, SHOPPERS);
  });

  it('loses no piece, no cent and no review', async () => {
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(rounds, async (story) => {
        for (const buyer of everybody) await paidLife(buyer);
        for (const round of story) {
          const answers = await Promise.all(round.map((one) => perform(one)));
          for (const [index, status] of answers.entries()) {
            expect(status).toBeLessThan(500);
            const name = round[index]!.what;
            if (status < 300) done.set(name, (done.get(name) ?? 0) + 1);
          }
        }
        await expectSoundLife(shop.manager);
        for (const id of GOODS) {
          const { total, sold, soldCount } = await pieces(shop.manager, id);
          expect([id, total, soldCount]).toEqual([id, STOCK, sold]);
        }
      }),
      { numRuns: 12, seed: 20_261_129, interruptAfterTimeLimit: 60_000 },
    );
    // None of it was refused each time.
    expect([...done.keys()].sort()).toEqual(
      ['accept', 'arrive', 'hide', 'order', 'overdue', 'pay', 'receive', 'refund', 'refuse']
        .concat('return', 'review', 'ship')
        .sort(),
    );
  }, 120_000);

  /** Something that has happened already, so that the rest can follow. */
  async function paidLife(buyer: Shopper): Promise<void> {
    await fill(buyer, { 3: 2, 4: 1 });
    const { json } = await buyer.post('/orders/', ORDER);
    const order = await shop.manager.findOneByOrFail(Order, { id: json.id });
    await shop.notify(shop.payAtProvider(order));
    await boss.post(`/staff/orders/${order.id}/ship/`, PARCEL);
  }

  /** @returns the status of the answer; 404 where there is nothing to do it with */
  async function perform({ what: wish, who, which, size }: Operation): Promise<number> {
    const { manager } = shop;
    const buyer = everybody[who]!;
    const newest = { order: { id: 'DESC' }, skip: which, take: 1 } as const;
    const [order] = await manager.find(Order, { where: { userId: buyer.id }, ...newest });
    const [returned] = await manager.find(OrderReturn, newest);
    if (!order) return 404;
    switch (wish) {
      case 'order': {
        await buyer.post('/shopcarts/', { goods: GOODS[which % GOODS.length], nums: size });
        return (await buyer.post('/orders/', ORDER)).status;
      }
      case 'pay': {
        if (order.status !== 'paying') return 404;
        return (await shop.notify(shop.payAtProvider(order))).status;
      }
      case 'ship':
        return (await boss.post(`/staff/orders/${order.id}/ship/`, PARCEL)).status;
      case 'receive':
        return (await buyer.post(`/orders/${order.id}/receive/`, {})).status;
      case 'refund': {
        const amount = size === 1 ? undefined : `${size}`;
        const path = `/orders/${order.id}/refund/`;
        const first = await boss.post(path, { amount, restock: true });
        const isSent = first.text.includes('退货处理库存');
        return isSent ? (await boss.post(path, { amount })).status : first.status;
      }
      case 'return': {
        const [line] = await manager.findBy(OrderLine, { orderId: order.id });
        const lines = [{ line: line!.id, count: Math.min(size, 2) }];
        return (await buyer.post(`/orders/${order.id}/returns/`, { lines, reason: '破损' })).status;
      }
      case 'accept':
      case 'refuse':
        return returned
          ? (await boss.post(`/staff/returns/${returned.id}/${wish}/`, {})).status
          : 404;
      case 'arrive': {
        if (!returned) return 404;
        const body = { restock: size > 1 };
        return (await boss.post(`/staff/returns/${returned.id}/arrive/`, body)).status;
      }
      case 'review': {
        const lines = await manager.findBy(OrderLine, { orderId: order.id });
        const line = lines[which % lines.length]!.id;
        return (await buyer.post('/reviews/', { line, score: size, comment: '好' })).status;
      }
      case 'hide': {
        const [review] = await manager.find(Review, newest);
        if (!review) return 404;
        return (await boss.patch(`/staff/reviews/${review.id}/`, { hidden: size > 1 })).status;
      }
      case 'overdue':
        await shop.nest.get(AutoReceive).sweep(new Date(Date.now() + which * 5 * DAY));
        return 200;
    }
  }
});
