import { beforeAll, describe, expect, it } from 'vitest';
import { paymentSettings } from '../../../src/payments/payments.settings.js';
import type { Order } from '../../../src/orders/index.js';
import { PaymentLinks } from '../../../src/payments/index.js';
import { PARCEL } from '../../support/fulfilment.js';
import { paidShop, PIECES } from '../../support/payments.js';
import { until } from '../../support/until.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';

const shop = await paidShop();

async function paidOrder(): Promise<Order> {
  const order = await shop.place();
  await shop.payInBrowser(shop.nest.get(PaymentLinks, { strict: false }).payUrl(order));
  await until(async () => (await shop.order(order.sn)).status === 'TRADE_SUCCESS');
  return shop.order(order.sn);
}

let administrator = '';

beforeAll(async () => {
  administrator = shop.tokenOf(await shop.signUp('administrator'));
});

async function refund({ id }: Order, body: object, headers: Record<string, string> = {}) {
  return shop.request('POST', `/orders/${id}/refund/`, {
    headers: { Authorization: `Bearer ${administrator}`, ...headers },
    body,
  });
}

function ship({ id }: Order) {
  return shop.request('POST', `/staff/orders/${id}/ship/`, {
    headers: { Authorization: `Bearer ${administrator}` },
    body: PARCEL,
  });
}

function givenBack({ sn }: Order): number {
  return [...shop.sandbox.trades.find(sn)!.refunds.values()].reduce((sum, cents) => sum + cents, 0);
}

describe('POST /orders/:id/refund/', () => {
  it('gives all the money back', async () => {
    const order = await paidOrder();
    const { status, json } = await refund(order, { reason: '不新鲜' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      order_sn: order.sn,
      trade_no: order.tradeNo,
      amount: 88.5,
      state: 'done',
      reason: '不新鲜',
      failure: null,
    });
    expect(await shop.order(order.sn)).toMatchObject({ status: 'REFUNDED', refundedCents: 8850 });
    expect(givenBack(order)).toBe(8850);
  });

  it('gives parts back until nothing is left', async () => {
    const order = await paidOrder();
    expect((await refund(order, { amount: '50' })).status).toBe(201);
    expect((await shop.order(order.sn)).status).toBe('PARTLY_REFUNDED');
    const tooMuch = await refund(order, { amount: '38.51' });
    expect(tooMuch.status).toBe(400);
    expect(tooMuch.json).toEqual({ non_field_errors: ['退款金额超过可退金额'] });
    expect((await refund(order, { amount: 38.5 })).status).toBe(201);
    expect((await shop.order(order.sn)).status).toBe('REFUNDED');
    expect((await refund(order, {})).status).toBe(400);
    expect(givenBack(order)).toBe(8850);
  });

  it('puts pieces back into the stock if asked to', async () => {
    const order = await paidOrder();
    const before = await shop.goods();
    await refund(order, { restock: true });
    const after = await shop.goods();
    expect(after.stock).toBe(before.stock + PIECES);
    expect(after.soldCount).toBe(before.soldCount - PIECES);
  });

  it('never gives more back than came in, however many ask at the same time', async () => {
    const order = await paidOrder();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refund(order, { amount: '20' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(16);
    expect(givenBack(order)).toBe(8000);
    expect(await shop.order(order.sn)).toMatchObject({
      status: 'PARTLY_REFUNDED',
      refundedCents: 8000,
    });
  });

  it('gives back once what is asked for with the same Idempotency-Key', async () => {
    const order = await paidOrder();
    const key = { 'Idempotency-Key': 'abc' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => refund(order, { amount: '10' }, key)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(givenBack(order)).toBe(1000);
    expect((await shop.order(order.sn)).refundedCents).toBe(1000);
    for (const other of [{ amount: '11' }, {}, { amount: '10', restock: true }]) {
      expect((await refund(order, other, key)).status).toBe(422);
    }
    const another = await paidOrder();
    expect((await refund(another, { amount: '10' }, key)).status).toBe(422);
    expect([givenBack(order), givenBack(another)]).toEqual([1000, 0]);
  });

  it.each([[{ amount: '0' }], [{ amount: '-1' }], [{ amount: '1.001' }], [{ amount: 'x' }]])(
    'refuses %j',
    async (body) => {
      const order = await paidOrder();
      const { status, json } = await refund(order, body);
      expect([status, Object.keys(json)]).toEqual([400, ['amount']]);
      expect(givenBack(order)).toBe(0);
    },
  );

  it('is for paid orders and administrators only', async () => {
    const order = await shop.place();
    const { status, json } = await refund(order, {});
    expect([status, json]).toEqual([400, { non_field_errors: ['只有已支付的订单才能退款'] }]);
    const asCustomer = { Authorization: `JWT ${shop.token}` };
    expect((await refund(order, {}, asCustomer)).status).toBe(403);
    // Who looks after the comments has nothing to do with money.
    const asManager = {
      Authorization: `Bearer ${shop.tokenOf(await shop.signUp('site_manager'))}`,
    };
    expect((await refund(order, {}, asManager)).status).toBe(403);
    expect((await shop.request('POST', `/orders/${order.id}/refund/`, { body: {} })).status).toBe(
      401,
    );
    expect((await refund({ ...order, id: 999_999 }, {})).status).toBe(404);
  });

  it('waits for a provider that cannot be reached, and is done once', async () => {
    const order = await paidOrder();
    const { port } = new URL(shop.settings.of(paymentSettings).sandboxUrl);
    const { trades } = shop.sandbox;
    const trade = trades.find(order.sn)!;
    await shop.sandbox.stop();
    try {
      const { status, json } = await refund(order, {});
      expect([status, json.state]).toEqual([202, 'pending']);
      expect((await refund(order, {})).status).toBe(400);
      expect((await shop.order(order.sn)).status).toBe('TRADE_SUCCESS');
      // Nothing leaves the shop meanwhile.
      const shipped = await ship(order);
      expect([shipped.status, shipped.json]).toEqual([
        400,
        { non_field_errors: ['该订单正在全额退款，不能发货'] },
      ]);
    } finally {
      await shop.restartSandbox(Number(port));
    }
    const later = new Date(Date.now() + 300_000);
    await shop.nest.get(ReconciliationService).sweep(later);
    await until(async () => (await shop.order(order.sn)).status === 'REFUNDED');
    expect([...trade.refunds.values()]).toEqual([8850]);
    expect(await shop.refunds(order)).toMatchObject([{ state: 'done' }]);
  });

  it('tells what the provider refuses, and keeps the money refundable', async () => {
    const order = await shop.place();
    await shop.notify(shop.paidFields(order, { tradeNo: `unheard${order.sn}` }));
    const { status, json } = await refund(order, {});
    expect(status).toBe(400);
    expect(json.non_field_errors[0]).toContain('ACQ.TRADE_NOT_EXIST');
    expect(await shop.payments(order)).toMatchObject([{ refundedCents: 0 }]);
    expect((await shop.order(order.sn)).status).toBe('TRADE_SUCCESS');
    expect((await ship(order)).status).toBe(201);
  });

  it('puts nothing back into the stock of what has left the shop', async () => {
    const order = await paidOrder();
    expect((await ship(order)).status).toBe(201);
    const { status, json } = await refund(order, { restock: true });
    expect([status, json]).toEqual([
      400,
      { non_field_errors: ['商品已全部发出，请通过退货处理库存'] },
    ]);
    expect(givenBack(order)).toBe(0);
    expect((await refund(order, {})).status).toBe(201);
  });

  it('and sending exclude each other, whoever comes first', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await paidOrder();
      const [sent, given] = await Promise.all([ship(order), refund(order, { restock: true })]);
      expect([sent.status, given.status].sort()).toEqual([201, 400]);
      const { fulfilment, status } = await shop.order(order.sn);
      expect([fulfilment, status]).toEqual(
        sent.status === 201 ? ['sent', 'TRADE_SUCCESS'] : ['none', 'REFUNDED'],
      );
    }
  });

  it('comes to an end when notices, refunds and the provider meet', async () => {
    const order = await paidOrder();
    const fields = shop.paidFields(order, { tradeNo: order.tradeNo! });
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => refund(order, { amount: '10' })),
      ...Array.from({ length: 6 }, (_, index) =>
        shop.notify({ ...fields, notify_id: `n${index}${order.sn}`, refund_fee: '10.00' }),
      ),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const [payment] = await shop.payments(order);
    const { refundedCents } = await shop.order(order.sn);
    const done = (await shop.refunds(order)).filter(({ state }) => state === 'done');
    const sum = done.reduce((total, { amountCents }) => total + amountCents, 0);
    expect([refundedCents, payment!.refundedCents]).toEqual([sum, sum]);
  });
});

describe('POST /payments/:id/refund/', () => {
  const refundPayment = (id: number) =>
    shop.request('POST', `/payments/${id}/refund/`, {
      headers: { Authorization: `Bearer ${administrator}` },
      body: { reason: 'paid by mistake' },
    });

  it('gives money back that was not what the order costs, once', async () => {
    const order = await shop.place();
    const fields = shop.payAtProvider({ ...order, totalCents: 100 });
    expect((await shop.notify(fields)).text).toBe('fail');
    const [payment] = await shop.payments(order);
    const answers = await Promise.all([1, 2, 3].map(() => refundPayment(payment!.id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400]);
    expect(givenBack(order)).toBe(100);
    expect((await shop.order(order.sn)).status).toBe('paying');
  });

  it('does not touch money that has paid its order', async () => {
    const order = await paidOrder();
    const [payment] = await shop.payments(order);
    expect((await refundPayment(payment!.id)).status).toBe(400);
    expect(givenBack(order)).toBe(0);
  });
});

describe('the records', () => {
  it('are for administrators, and can be narrowed to what needs them', async () => {
    const order = await paidOrder();
    await refund(order, { amount: '1' });
    const headers = { Authorization: `Bearer ${administrator}` };
    for (const path of ['/payments/', '/refunds/']) {
      expect((await shop.get(path)).status).toBe(401);
      for (const token of [shop.token, shop.tokenOf(await shop.signUp('site_manager'))]) {
        expect((await shop.get(path, { Authorization: `JWT ${token}` })).status).toBe(403);
      }
      const { json } = await shop.get(`${path}?order_sn=${order.sn}`, headers);
      expect(json.count).toBe(1);
      expect(json.results[0]).toMatchObject({ order_sn: order.sn, trade_no: order.tradeNo });
    }
    expect((await shop.get('/payments/?kind=late', headers)).json.count).toBe(0);
    expect((await shop.get('/refunds/?state=pending', headers)).json.count).toBe(0);
  });
});
