import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OrderPayments } from '../../../src/orders/index.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';
import { type Fields, signFields } from '../../../src/sandbox/alipay/signatures.js';
import { Refund } from '../../../src/payments/entities/index.js';
import { paidShop, PIECES } from '../../support/payments.js';
import { until } from '../../support/until.js';

const shop = await paidShop();

describe('a notification of a payment', () => {
  it('pays the order, once it is committed, and is answered by the plain word success', async () => {
    const order = await shop.place();
    const before = await shop.goods();
    const fields = shop.paidFields(order);
    const { status, text, headers } = await shop.notify(fields);
    expect([status, text]).toEqual([200, 'success']);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const paid = await shop.order(order.sn);
    expect(paid).toMatchObject({ status: 'TRADE_SUCCESS', tradeNo: fields.trade_no });
    expect(Math.abs(paid.paidAt!.getTime() - Date.now())).toBeLessThan(5_000);
    expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
    expect(await shop.payments(order)).toMatchObject([{ amountCents: 8850, kind: 'paid' }]);
  });

  it('is understood with every Accept that an HTTP client may send', async () => {
    for (const accept of [
      '*/*',
      'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
      'application/json',
    ]) {
      const order = await shop.place();
      const { text } = await shop.post(shop.signed(shop.paidFields(order)), { Accept: accept });
      expect(text).toBe('success');
    }
  });

  it('counts once when it comes fifty times at the same time', async () => {
    const order = await shop.place();
    const before = await shop.goods();
    const fields = shop.signed(shop.paidFields(order));
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.post(fields)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['success']));
    expect(await shop.goods()).toMatchObject({
      soldCount: before.soldCount + PIECES,
      stock: before.stock,
    });
    expect(await shop.history(order)).toEqual(['TRADE_SUCCESS']);
    expect(await shop.payments(order)).toHaveLength(1);
    expect(await shop.notifications(order)).toMatchObject([{ deliveries: 50, outcome: 'paid' }]);
  });

  it('counts once when fifty notifications of the same trade come at the same time', async () => {
    const order = await shop.place();
    const before = await shop.goods();
    const fields = shop.paidFields(order);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        shop.notify({ ...fields, notify_id: `n${index}-${order.sn}` }),
      ),
    );
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['success']));
    expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
    expect(await shop.history(order)).toEqual(['TRADE_SUCCESS']);
    expect(await shop.payments(order)).toHaveLength(1);
    expect(await shop.refunds(order)).toEqual([]);
  });

  it('changes neither pay time nor trade number when it comes again later', async () => {
    const order = await shop.place();
    const fields = shop.paidFields(order);
    await shop.notify(fields);
    const paid = await shop.order(order.sn);
    await shop.notify({ ...fields, notify_id: 'later', gmt_payment: '2030-01-01 00:00:00' });
    expect(await shop.order(order.sn)).toEqual(paid);
  });

  it('is refused when any field was changed, added or taken away', async () => {
    const order = await shop.place();
    const fields = shop.signed(shop.paidFields(order));
    const sign = fields.sign!.startsWith('A')
      ? `B${fields.sign!.slice(1)}`
      : `A${fields.sign!.slice(1)}`;
    const others: Record<string, string> = { sign_type: 'RSA', total_amount: '0.01', sign };
    for (const name of Object.keys(fields)) {
      const changed = { ...fields, [name]: others[name] ?? `${fields[name]}0` };
      expect([name, (await shop.post(changed)).text]).toEqual([name, 'fail']);
      if (name === 'sign_type') continue;
      const { [name]: _gone, ...less } = fields;
      expect([name, (await shop.post(less)).text]).toEqual([name, 'fail']);
    }
    expect((await shop.post({ ...fields, buyer_id: '2088' })).text).toBe('fail');
    expect(await shop.order(order.sn)).toMatchObject({ status: 'paying', tradeNo: null });
    expect(await shop.notifications(order)).toEqual([]);
    expect((await shop.post(fields)).text).toBe('success');
  });

  it.each([
    ['another application', { app_id: '9021000000000002' }],
    ['another account', { seller_id: '2088000000000002' }],
    ['no account', { seller_id: '' }],
    ['a status nobody knows', { trade_status: 'FOO' }],
    ['a status of Object', { trade_status: 'constructor' }],
    ['an amount that is none', { total_amount: '88.5O' }],
    ['no amount', { total_amount: '' }],
    ['no trade', { trade_no: '' }],
    ['no id', { notify_id: '' }],
  ])('is refused although it is signed: %s', async (_what, changes) => {
    const order = await shop.place();
    const { text } = await shop.notify({ ...shop.paidFields(order), ...changes });
    expect(text).toBe('fail');
    expect((await shop.order(order.sn)).status).toBe('paying');
  });

  it('is refused when somebody else signed it', async () => {
    const order = await shop.place();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    for (const key of [privateKey, shop.keys.app]) {
      const { text } = await shop.post(signFields(shop.paidFields(order), key));
      expect(text).toBe('fail');
    }
    expect((await shop.order(order.sn)).status).toBe('paying');
  });

  it('is refused when it is signed by the weaker algorithm of old', async () => {
    const order = await shop.place();
    const fields = { ...shop.paidFields(order), sign_type: 'RSA' };
    const names = Object.keys(fields).filter((name) => name !== 'sign_type');
    const content = names.toSorted().map((name) => `${name}=${(fields as Fields)[name]}`);
    const signature = sign('RSA-SHA1', Buffer.from(content.join('&')), shop.keys.alipay);
    const { text } = await shop.post({ ...fields, sign: signature.toString('base64') });
    expect(text).toBe('fail');
    expect((await shop.order(order.sn)).status).toBe('paying');
  });

  it.each(['', 'nonsense', 'sign=&sign=', '{"sign":1}', '%00=%ff&sign=YWJj'])(
    'may be nonsense: %j',
    async (body) => {
      for (const type of ['application/x-www-form-urlencoded', 'application/json']) {
        const { status, text } = await shop.request('POST', '/alipay/return/', {
          headers: { 'Content-Type': type },
          body,
        });
        expect(status === 400 || (status === 200 && text === 'fail')).toBe(true);
      }
    },
  );

  it('with a wrong amount pays nothing and is kept for somebody to look at', async () => {
    for (const total of ['0.01', '88.49', '88.51', '885.00']) {
      const order = await shop.place();
      const { text } = await shop.notify({ ...shop.paidFields(order), total_amount: total });
      expect(text).toBe('fail');
      expect(await shop.order(order.sn)).toMatchObject({ status: 'paying', tradeNo: null });
      expect(await shop.notifications(order)).toMatchObject([{ outcome: 'amount-differs' }]);
      expect(await shop.payments(order)).toMatchObject([{ kind: 'amount-differs' }]);
    }
  });

  it('that comes before its order is committed is taken when it comes again', async () => {
    const sn = `before${Date.now()}`;
    const fields = shop.signed(shop.paidFields({ sn, totalCents: 8850 }));
    expect((await shop.post(fields)).text).toBe('fail');
    expect(await shop.notifications({ sn })).toMatchObject([{ outcome: 'unknown' }]);
    await shop.place({ sn });
    expect((await shop.post(fields)).text).toBe('success');
    expect((await shop.order(sn)).status).toBe('TRADE_SUCCESS');
    expect(await shop.notifications({ sn })).toMatchObject([{ outcome: 'paid', deliveries: 2 }]);
  });

  it('that races with the commit of its order is settled in the end, whatever comes first', async () => {
    const orders = Array.from({ length: 20 }, (_, index) => `race${Date.now()}${index}`);
    await Promise.all(
      orders.map(async (sn) => {
        const fields = shop.signed(shop.paidFields({ sn, totalCents: 8850 }));
        const [, first] = await Promise.all([shop.place({ sn }), shop.post(fields)]);
        if (first.text !== 'success') expect((await shop.post(fields)).text).toBe('success');
        expect((await shop.order(sn)).status).toBe('TRADE_SUCCESS');
      }),
    );
  });

  it('naming the trade that has paid another order pays nothing', async () => {
    const [first, second] = [await shop.place(), await shop.place()];
    const fields = shop.paidFields(first);
    await shop.notify(fields);
    const { text } = await shop.notify({ ...shop.paidFields(second), trade_no: fields.trade_no! });
    expect(text).toBe('fail');
    expect((await shop.order(second.sn)).status).toBe('paying');
  });
});

describe('notifications in another order', () => {
  it.each([
    [['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED']],
    [['TRADE_FINISHED', 'TRADE_SUCCESS', 'WAIT_BUYER_PAY']],
    [['TRADE_SUCCESS', 'WAIT_BUYER_PAY', 'TRADE_FINISHED']],
  ] as const)('come to the same: %j', async (statuses) => {
    const order = await shop.place();
    const before = await shop.goods();
    const fields = shop.paidFields(order);
    for (const trade_status of statuses) {
      const { text } = await shop.notify({
        ...fields,
        notify_id: `${trade_status}${order.sn}`,
        trade_status,
      });
      expect(text).toBe('success');
    }
    expect((await shop.order(order.sn)).status).toBe('TRADE_FINISHED');
    expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
    expect(await shop.history(order)).toEqual(['TRADE_SUCCESS', 'TRADE_FINISHED']);
    expect(await shop.payments(order)).toHaveLength(1);
  });

  it('come to the same when all come at once', async () => {
    const order = await shop.place();
    const fields = shop.paidFields(order);
    const answers = await Promise.all(
      ['TRADE_FINISHED', 'TRADE_SUCCESS', 'WAIT_BUYER_PAY'].flatMap((trade_status) =>
        Array.from({ length: 5 }, () =>
          shop.notify({ ...fields, notify_id: `${trade_status}-${order.sn}`, trade_status }),
        ),
      ),
    );
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['success']));
    expect((await shop.order(order.sn)).status).toBe('TRADE_FINISHED');
    expect(await shop.payments(order)).toHaveLength(1);
  });

  it('close an unpaid order when the trade is closed, and give its stock back once', async () => {
    const before = await shop.goods();
    const order = await shop.place();
    const fields = { ...shop.paidFields(order, { paidAt: null }), trade_status: 'TRADE_CLOSED' };
    for (let count = 0; count < 3; count += 1)
      expect((await shop.notify(fields)).text).toBe('success');
    expect((await shop.order(order.sn)).status).toBe('TRADE_CLOSED');
    expect((await shop.goods()).stock).toBe(before.stock);
  });

  it('mean a refund when the trade of a paid order is closed', async () => {
    const order = await shop.place();
    const fields = shop.paidFields(order);
    await shop.notify(fields);
    await shop.notify({ ...fields, notify_id: `closed${order.sn}`, trade_status: 'TRADE_CLOSED' });
    expect((await shop.order(order.sn)).status).toBe('REFUNDED');
    expect((await shop.notifications(order)).at(-1)).toMatchObject({ outcome: 'refunded' });
  });
});

/** Closes the order as its owner or the sweep does. */
function close(sn: string) {
  const orders = shop.nest.get(OrderPayments, { strict: false });
  return shop.unitOfWork.run((tx) =>
    orders.markClosed(tx, { sn, actor: 'timeout', reason: 'test' }),
  );
}

describe('money for an order that no longer waits for it', () => {
  it('is recorded, answered by success, and given back', async () => {
    const order = await shop.place();
    await close(order.sn);
    const fields = shop.payAtProvider(order);
    const trade = shop.sandbox.trades.find(order.sn)!;
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.notify(fields)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['success']));
    expect((await shop.order(order.sn)).status).toBe('TRADE_CLOSED');
    await until(async () => (await shop.refunds(order))[0]?.state === 'done');
    expect(await shop.refunds(order)).toHaveLength(1);
    expect(await shop.payments(order)).toMatchObject([{ kind: 'late', refundedCents: 8850 }]);
    expect(trade).toMatchObject({ status: 'TRADE_CLOSED' });
    expect([...trade.refunds.values()]).toEqual([8850]);
  });

  it('is given back once, although it is told of in several ways', async () => {
    const order = await shop.place();
    await close(order.sn);
    const fields = shop.payAtProvider(order);
    for (const trade_status of ['TRADE_SUCCESS', 'TRADE_SUCCESS', 'TRADE_FINISHED']) {
      const { text } = await shop.notify({ ...fields, notify_id: randomUUID(), trade_status });
      expect(text).toBe('success');
    }
    await shop.nest.get(ReconciliationService).reconcile(order.sn);
    await until(async () => (await shop.refunds(order))[0]?.state === 'done');
    expect(await shop.refunds(order)).toHaveLength(1);
    expect(await shop.payments(order)).toHaveLength(1);
    const outcomes = (await shop.notifications(order)).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 3)).toEqual(['late', 'nothing', 'nothing']);
  });

  it('is not given back again when the provider has already done so', async () => {
    const order = await shop.place();
    await close(order.sn);
    const fields = shop.payAtProvider(order);
    await shop.notify({ ...fields, notify_id: randomUUID(), trade_status: 'TRADE_CLOSED' });
    expect((await shop.order(order.sn)).status).toBe('TRADE_CLOSED');
    expect((await shop.notify(fields)).text).toBe('success');
    expect(await shop.refunds(order)).toMatchObject([{ amountCents: 8850, state: 'done' }]);
    expect(await shop.payments(order)).toMatchObject([{ kind: 'late', refundedCents: 8850 }]);
  });

  it('is given back when the order was paid by another trade', async () => {
    const order = await shop.place();
    const first = shop.paidFields(order);
    const second = shop.paidFields(order);
    const answers = await Promise.all(
      [first, second].flatMap((fields) => [shop.notify(fields), shop.notify(fields)]),
    );
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['success']));
    const payments = await shop.payments(order);
    expect(payments.map(({ kind }) => kind).toSorted()).toEqual(['late', 'paid']);
    const late = payments.find(({ kind }) => kind === 'late')!;
    expect(late.tradeNo).not.toBe((await shop.order(order.sn)).tradeNo);
    expect(await shop.refunds(order)).toMatchObject([{ tradeNo: late.tradeNo, amountCents: 8850 }]);
  });

  it('is flagged when the provider refuses to give it back', async () => {
    const order = await shop.place();
    await close(order.sn);
    await shop.notify(shop.paidFields(order, { tradeNo: `nobody-knows-${order.sn}` }));
    await until(async () => (await shop.refunds(order))[0]?.state === 'refused');
    expect((await shop.refunds(order))[0]!.failure).toContain('ACQ.TRADE_NOT_EXIST');
    expect(await shop.payments(order)).toMatchObject([{ kind: 'late', refundedCents: 0 }]);
  });

  it('races with the closing of the order: it is paid, or closed and given back', async () => {
    const before = await shop.goods();
    const orders = await Promise.all(Array.from({ length: 20 }, () => shop.place()));
    await Promise.all(
      orders.flatMap((order) => [
        close(order.sn),
        shop.notify(shop.paidFields(order)),
        close(order.sn),
      ]),
    );
    let paid = 0;
    for (const { sn } of orders) {
      const order = await shop.order(sn);
      const refunds = await shop.manager.findBy(Refund, { orderSn: sn });
      const [payment] = await shop.payments(order);
      if (order.status === 'TRADE_SUCCESS') {
        paid += 1;
        expect([payment?.kind, refunds]).toEqual(['paid', []]);
      } else {
        expect([order.status, payment?.kind, refunds.length]).toEqual(['TRADE_CLOSED', 'late', 1]);
      }
    }
    const after = await shop.goods();
    expect(after.soldCount).toBe(before.soldCount + paid * PIECES);
    expect(after.stock).toBe(before.stock - paid * PIECES);
  });
});
