import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/orders/index.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';
import { refund } from '../../../src/sandbox/alipay/trades.js';
import type { Fields } from '../../../src/sandbox/alipay/signatures.js';
import { paidShop, PIECES } from '../../support/payments.js';

const shop = await paidShop();

/** Another notice about the trade. */
const notice = (fields: Fields, changes: Fields = {}): Fields => ({
  ...fields,
  notify_id: randomUUID(),
  ...changes,
});

async function send(...notices: Fields[]): Promise<void> {
  for (const fields of notices) expect((await shop.notify(fields)).text).toBe('success');
}

async function booked(order: Order) {
  const { status, refundedCents } = await shop.order(order.sn);
  const refunds = (await shop.refunds(order)).map(({ amountCents, state }) => [amountCents, state]);
  return { status, refundedCents, refunds };
}

const FULL = { status: 'REFUNDED', refundedCents: 8850, refunds: [[8850, 'done']] };
const CLOSED = { trade_status: 'TRADE_CLOSED', refund_fee: '88.50' };

describe('a refund on the pages of the provider', () => {
  it.each([
    ['with its amount', CLOSED],
    ['without an amount', { trade_status: 'TRADE_CLOSED' }],
  ])('of everything is booked once, however often it is told: %s', async (_how, changes) => {
    const order = await shop.place();
    const fields = shop.paidFields(order);
    await send(fields);
    const before = await shop.goods();
    const closed = notice(fields, changes);
    await Promise.all(Array.from({ length: 5 }, () => send(closed, notice(closed), fields)));
    expect(await booked(order)).toEqual(FULL);
    expect(await shop.history(order)).toEqual(['TRADE_SUCCESS', 'REFUNDED']);
    expect(await shop.payments(order)).toMatchObject([{ kind: 'paid', refundedCents: 8850 }]);
    // Pieces go back into the stock only when an administrator says so.
    expect(await shop.goods()).toMatchObject({ stock: before.stock, soldCount: before.soldCount });
  });

  it('comes to the same when it is told before the payment', async () => {
    const order = await shop.place();
    const before = await shop.goods();
    const fields = shop.paidFields(order);
    await send(notice(fields, CLOSED), fields);
    expect(await booked(order)).toEqual(FULL);
    expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
  });

  it('of a part is booked, and of another part, in whatever order they are told', async () => {
    const order = await shop.place();
    const fields = shop.paidFields(order);
    const [some, more, all] = [
      notice(fields, { refund_fee: '10.00' }),
      notice(fields, { refund_fee: '30.00' }),
      notice(fields, CLOSED),
    ];
    await send(some!);
    expect(await booked(order)).toEqual({
      status: 'PARTLY_REFUNDED',
      refundedCents: 1000,
      refunds: [[1000, 'done']],
    });
    await send(more!, some!, fields, notice(some!));
    expect(await booked(order)).toMatchObject({ status: 'PARTLY_REFUNDED', refundedCents: 3000 });
    await send(all!, notice(more!));
    expect(await booked(order)).toEqual({
      status: 'REFUNDED',
      refundedCents: 8850,
      refunds: [
        [1000, 'done'],
        [2000, 'done'],
        [5850, 'done'],
      ],
    });
  });

  it.each([
    ['of a part', { refund_fee: '10.00' }, 'PARTLY_REFUNDED', 1000],
    ['of everything', CLOSED, 'REFUNDED', 8850],
  ])(
    '%s is booked, once, even if it is told after the end of the trade',
    async (_what, changes, status, cents) => {
      const order = await shop.place();
      const fields = shop.paidFields(order);
      await send(fields, notice(fields, { trade_status: 'TRADE_FINISHED' }));
      expect((await booked(order)).status).toBe('TRADE_FINISHED');
      const late = notice(fields, changes);
      await send(late, notice(late), fields, late);
      expect(await booked(order)).toEqual({
        status,
        refundedCents: cents,
        refunds: [[cents, 'done']],
      });
    },
  );

  it('is told apart from the refunds of the shop', async () => {
    const order = await shop.place();
    const fields = shop.payAtProvider(order);
    await send(fields);
    const administrator = shop.tokenOf(await shop.signUp('administrator'));
    const headers = { Authorization: `JWT ${administrator}` };
    const body = { amount: '10' };
    await shop.request('POST', `/orders/${order.id}/refund/`, { body, headers });
    await send(notice(fields, { refund_fee: '10.00' }));
    expect((await booked(order)).refunds).toEqual([[1000, 'done']]);
    await send(notice(fields, { refund_fee: '15.00' }));
    expect(await booked(order)).toMatchObject({
      refundedCents: 1500,
      refunds: [
        [1000, 'done'],
        [500, 'done'],
      ],
    });
    const { json } = await shop.get(`/refunds/?order_sn=${order.sn}`, headers);
    expect(json.results.map(({ reason }: any) => reason)).toContain(
      'refunded on the pages of the provider',
    );
  });

  it('is found by reconciliation when its notice was lost', async () => {
    const [whole, part] = [await shop.place(), await shop.place()];
    for (const order of [whole, part]) await send(shop.payAtProvider(order));
    expect(refund(shop.sandbox.trades.find(whole.sn)!, 'console', '88.50')).toBe(true);
    expect(refund(shop.sandbox.trades.find(part.sn)!, 'console', '8.50')).toBe(true);
    const reconciliation = shop.nest.get(ReconciliationService);
    const later = new Date(Date.now() + 60_000);
    await Promise.all([1, 2, 3].map(() => reconciliation.sweep(later)));
    expect(await booked(whole)).toEqual(FULL);
    expect(await booked(part)).toMatchObject({
      status: 'PARTLY_REFUNDED',
      refunds: [[850, 'done']],
    });
  });

  it('is looked for less often the older the payment is', async () => {
    const order = await shop.place();
    await send(shop.payAtProvider(order));
    const due = async () => (await shop.payments(order))[0]!.nextCheckAt!;
    const start = Date.now();
    for (const [hours, pause] of [
      [0, 120],
      [8, 2 * 3600],
    ] as const) {
      const now = new Date(start + hours * 3_600_000);
      await shop.nest.get(ReconciliationService).sweep(now);
      const seconds = ((await due()).getTime() - now.getTime()) / 1000;
      expect(Math.abs(seconds - pause)).toBeLessThan(10);
    }
  });
});
