import { beforeEach, describe, expect, it } from 'vitest';
import { Order, OrderPayments } from '../../../src/orders/index.js';
import type { PaymentOutcome } from '../../../src/payments/index.js';
import { IllegalMove, moveOrder } from '../../../src/orders/order-moves.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { setStock } from '../../support/stock.js';
import { fill, ORDER, whereabouts } from '../../support/till.js';

describe('what payments do to an order', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let alice: Shopper;
  let order: Order;

  const cause = { actor: 'user:1', reason: 'because' };
  const payments = () => app.nest.get(OrderPayments);
  const pay = (change: Partial<{ sn: string; tradeNo: string; amountCents: number }> = {}) =>
    app.unitOfWork.run<PaymentOutcome>((tx) =>
      payments().markPaid(tx, {
        sn: order.sn,
        tradeNo: `trade ${order.id}`,
        amountCents: order.totalCents,
        paidAt: new Date('2026-01-02T03:04:05Z'),
        ...change,
      }),
    );
  const refund = (amountCents: number, restock = true) =>
    app.unitOfWork.run((tx) =>
      payments().markRefunded(tx, { sn: order.sn, amountCents, restock, ...cause }),
    );
  const stored = () => app.dataSource.manager.findOneByOrFail(Order, { id: order.id });

  beforeEach(async () => {
    alice = await shopper(app);
    await setStock(app, 3, 10);
    await fill(alice, { 3: 4 });
    const { json } = await alice.post('/orders/', ORDER);
    order = await app.dataSource.manager.findOneByOrFail(Order, { id: json.id });
  });

  it('pays it once, with time and number, and counts what is sold', async () => {
    expect(await pay()).toBe('paid');
    expect(await pay()).toBe('already');
    const { json } = await alice.get(`/orders/${order.id}/`);
    expect(json).toMatchObject({
      pay_status: 'TRADE_SUCCESS',
      pay_time: '2026-01-02 11:04:05',
      trade_no: `trade ${order.id}`,
      alipay_url: '',
    });
    expect(await whereabouts(app, 3)).toMatchObject({ stock: 6, sold: 4, soldCount: 4 });
    const answer = await alice.delete(`/orders/${order.id}/`);
    expect([answer.status, answer.text]).toEqual([
      400,
      '{"non_field_errors":["已支付的订单不能删除"]}',
    ]);
  });

  it('does not take another amount, or a payment of nothing it knows', async () => {
    expect(await pay({ amountCents: order.totalCents - 1 })).toBe('amount-differs');
    expect(await pay({ sn: 'none' })).toBe('unknown');
    expect((await stored()).status).toBe('paying');
  });

  it('does not take the payment of another order', async () => {
    expect(await pay()).toBe('paid');
    const { tradeNo } = await stored();
    await fill(alice, { 3: 1 });
    const { json } = await alice.post('/orders/', ORDER);
    order = await app.dataSource.manager.findOneByOrFail(Order, { id: json.id });
    expect(await pay({ tradeNo: tradeNo! })).toBe('unknown');
  });

  it('tells of money for an order that is closed or paid already', async () => {
    expect(await pay()).toBe('paid');
    expect(await pay({ tradeNo: 'a second one' })).toBe('late');
    await fill(alice, { 3: 1 });
    const { json } = await alice.post('/orders/', ORDER);
    await alice.delete(`/orders/${json.id}/`);
    order = await app.dataSource.manager.findOneByOrFail(Order, { id: json.id });
    expect(await pay()).toBe('late');
    expect((await stored()).status).toBe('TRADE_CLOSED');
  });

  it('refunds parts up to the whole, and takes the pieces back then', async () => {
    expect(await refund(100)).toBe('not-refundable');
    await pay();
    expect(await refund(100)).toBe('refunded');
    expect(await stored()).toMatchObject({ status: 'PARTLY_REFUNDED', refundedCents: 100 });
    expect(await refund(order.totalCents)).toBe('too-much');
    expect(await refund(0)).toBe('too-much');
    expect(await refund(order.totalCents - 100)).toBe('refunded');
    expect(await stored()).toMatchObject({
      status: 'REFUNDED',
      refundedCents: order.totalCents,
    });
    expect(await whereabouts(app, 3)).toMatchObject({ stock: 10, soldCount: 0 });
    expect(await refund(1)).toBe('not-refundable');
  });

  it('leaves sold what is refunded but stays with the buyer', async () => {
    await pay();
    await refund(order.totalCents, false);
    expect(await whereabouts(app, 3)).toMatchObject({ stock: 6, soldCount: 4 });
  });

  it('finishes paid orders only, and books what is told to have gone back after that', async () => {
    const finish = () =>
      app.unitOfWork.run((tx) => payments().markFinished(tx, { sn: order.sn, ...cause }));
    expect(await finish()).toBe('not-paid');
    await pay();
    expect(await finish()).toBe('finished');
    expect(await finish()).toBe('already');
    expect(await refund(100)).toBe('refunded');
  });

  it('closes unpaid orders only', async () => {
    const close = () =>
      app.unitOfWork.run((tx) => payments().markClosed(tx, { sn: order.sn, ...cause }));
    await pay();
    expect(await close()).toBe('paid');
    await fill(alice, { 3: 1 });
    const { json } = await alice.post('/orders/', ORDER);
    order = await app.dataSource.manager.findOneByOrFail(Order, { id: json.id });
    expect(await close()).toBe('closed');
    expect(await close()).toBe('already');
  });

  it('cannot be moved against the rules, or by somebody with an old idea of it', async () => {
    const move = (one: Order, to: Order['status']) =>
      app.unitOfWork.run(({ manager }) => moveOrder(manager, one, to, cause));
    await expect(move(order, 'REFUNDED')).rejects.toThrow(IllegalMove);
    await pay();
    await expect(move({ ...order, status: 'paying' }, 'TRADE_CLOSED')).rejects.toThrow(IllegalMove);
    expect((await stored()).status).toBe('TRADE_SUCCESS');
  });
});
