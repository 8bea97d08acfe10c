import { beforeAll, describe, expect, it } from 'vitest';
import { OrderLine, type Order } from '../../../src/orders/index.js';
import { OrderReturn } from '../../../src/orders/entities/index.js';
import { FulfilmentService } from '../../../src/orders/fulfilment/fulfilment.service.js';
import { administrator, clerk, type Clerk } from '../../support/admin.js';
import { show } from '../../support/box-office.js';
import { PARCEL } from '../../support/fulfilment.js';
import { paidShop, PIECES } from '../../support/payments.js';
import { shopper } from '../../support/shoppers.js';
import { lock, pay, ticketOrder } from '../../support/tickets.js';
import { until } from '../../support/until.js';

const shop = await paidShop({ THROTTLE_LOGIN: '10000/minute', THROTTLE_TICKET: '1000/second' });

/** Under which name an object tells what can be done to it. */
const ACTIONS = '_actions';

let boss: Clerk;

beforeAll(async () => {
  boss = await administrator(shop);
});

const act = (resource: string, action: string, id: number, more: object = {}, by = boss) =>
  by.send('POST', `/admin/api/${resource}/actions/${action}/`, { ids: [id], ...more });

describe('tickets in the back office', () => {
  async function bought() {
    const screening = await show(shop);
    const { json } = await lock(await shopper(shop), screening, [[1, 1]]);
    await pay(shop, json.id);
    return ticketOrder(shop, json.id);
  }

  it('are found by their pick-up code, and let people in once', async () => {
    const { id, code } = await bought();
    const { results } = (await boss.get(`/admin/api/ticket-orders/?search=${code}`)).json;
    expect(results.map((row: { id: number }) => row.id)).toEqual([id]);
    expect(JSON.stringify(results)).not.toContain(code);
    const path = `/admin/api/ticket-orders/${id}/`;
    expect((await boss.get(path)).json[ACTIONS]).toEqual(['check_in', 'refund']);
    const reader = await clerk(shop, 'tickets.view_ticketorder');
    expect((await act('ticket-orders', 'check_in', id, {}, reader)).status).toBe(403);
    const attempts = await Promise.all([1, 2].map(() => act('ticket-orders', 'check_in', id)));
    expect(attempts.map(({ status }) => status).sort()).toEqual([200, 400]);
    const seen = (await boss.get(path)).json;
    expect(seen.checked_in_at).toEqual(expect.any(String));
    const history = (await boss.get(`${path}history/`)).json.results;
    expect(history.map(({ action }: { action: string }) => action)).toEqual(['check_in']);
    const gate = await shop.request('POST', `/tickets/${code}/checkin/`, {
      headers: { Authorization: `Bearer ${shop.tokenOf(boss.user)}` },
    });
    expect(gate.status).toBe(409);
  });

  it('that nobody has paid let nobody in', async () => {
    const { json } = await lock(await shopper(shop), await show(shop), [[2, 2]]);
    expect((await act('ticket-orders', 'check_in', json.id)).status).toBe(400);
    expect((await act('ticket-orders', 'refund', json.id)).status).toBe(400);
  });

  it('are refunded by staff, and the seats are free again', async () => {
    const { id, sn, screeningId, totalCents } = await bought();
    expect((await act('ticket-orders', 'refund', id)).status).toBe(200);
    await until(async () => (await ticketOrder(shop, id)).status === 'refunded', 15_000);
    const given = [...shop.sandbox.trades.find(sn)!.refunds.values()];
    expect(given).toEqual([totalCents]);
    expect((await shop.get(`/screenings/${screeningId}/seats/`)).json.sold).toEqual([]);
    expect((await act('ticket-orders', 'refund', id)).status).toBe(400);
    const { results } = (await boss.get(`/admin/api/ticket-orders/${id}/history/`)).json;
    expect(results[0]).toMatchObject({ action: 'refund', user: { id: boss.user.id } });
  });
});

describe('orders in the back office', () => {
  it('are found by their numbers, and by how the recipient or the username begins', async () => {
    const order = await shop.place({ signerName: '欧阳娜娜', signerMobile: '13911112222' });
    await shop.place({ signerName: '娜欧阳' });
    const found = async (words: string) => {
      const path = `/admin/api/orders/?search=${encodeURIComponent(words)}`;
      const { json } = await boss.get(path);
      expect(json.count).toBe(json.results.length);
      return json.results.map(({ sn }: { sn: string }) => sn);
    };
    for (const words of ['欧阳', order.sn, '13911112222', `欧阳 ${shop.user.username}`]) {
      expect([words, await found(words)]).toEqual([words, [order.sn]]);
    }
    expect(await found(shop.user.username.slice(0, -1))).toContain(order.sn);
    for (const words of ['娜娜', '%', '1391111222', '欧阳 nobody']) {
      expect([words, await found(words)]).toEqual([words, []]);
    }
  });
});

describe('money in the back office', () => {
  it('goes back once for a request that is repeated with its key, also at the same time', async () => {
    const order = await shop.place();
    await shop.notify(shop.payAtProvider(order));
    const refund = (key: string, amount = '1.00') =>
      boss.send(
        'POST',
        '/admin/api/orders/actions/refund/',
        { ids: [order.id], amount },
        { 'Idempotency-Key': key },
      );
    const answers = await Promise.all([1, 2, 3].map(() => refund('one')));
    expect(answers.map(({ status, json }) => [status, json.done])).toEqual(
      Array.from({ length: 3 }, () => [200, 1]),
    );
    expect((await refund('one', '2.00')).status).toBe(422);
    expect((await refund('two', '9999.00')).status).toBe(400);
    expect((await refund('two')).status).toBe(200);
    const refunds = [...(shop.sandbox.trades.find(order.sn)?.refunds.values() ?? [])];
    expect(refunds).toHaveLength(2);
    const { results } = (await boss.get(`/admin/api/orders/${order.id}/history/`)).json;
    expect(results).toHaveLength(2);
  });
});

describe('returns in the back office', () => {
  const PIECE = 4425;

  /** A return of all that was bought, paid as the provider says. */
  async function asked(given?: Order, fields?: Record<string, string>) {
    const order = given ?? (await shop.place());
    expect((await shop.notify(fields ?? shop.payAtProvider(order))).text).toBe('success');
    const { id: line } = await shop.manager.findOneByOrFail(OrderLine, { orderId: order.id });
    const fulfilment = shop.nest.get(FulfilmentService);
    const parcel = { carrier: PARCEL.carrier, trackingNumber: PARCEL.tracking_number };
    await fulfilment.ship(order.id, parcel, boss.user.id, (_tx, work) => work());
    await shop.unitOfWork.run((tx) => fulfilment.receive(tx, order.id, order.userId));
    const { json } = await shop.request('POST', `/orders/${order.id}/returns/`, {
      body: { lines: [{ line, count: PIECES }], reason: '包装破损' },
      headers: { Authorization: `Bearer ${shop.token}` },
    });
    return { id: json.id as number, sn: order.sn };
  }

  const step = (action: string, id: number, more: object = {}) => act('returns', action, id, more);
  const stored = (id: number) => shop.manager.findOneByOrFail(OrderReturn, { id });
  const given = (sn: string) => [...(shop.sandbox.trades.find(sn)?.refunds.values() ?? [])];
  const possible = async (id: number) =>
    (await boss.get(`/admin/api/returns/${id}/`)).json[ACTIONS] as string[];

  it('are accepted, come back, and are paid back with the sum that staff say', async () => {
    const { id, sn } = await asked();
    expect(await possible(id)).toEqual(['accept', 'refuse']);
    expect((await step('arrive', id)).status).toBe(400);
    expect((await step('accept', id, { answer: '请寄回仓库' })).status).toBe(200);
    expect(await possible(id)).toEqual(['refuse', 'arrive']);
    const before = await shop.goods();
    const tooMuch = await step('arrive', id, { amount: '9999.00' });
    expect(tooMuch.status).toBe(400);
    expect((await stored(id)).status).toBe('accepted');
    expect((await step('arrive', id, { amount: '40.00', restock: true })).status).toBe(200);
    const { status, refundCents, isRestocked, answer } = await stored(id);
    expect([status, refundCents, isRestocked, answer]).toEqual([
      'refunded',
      4000,
      true,
      '请寄回仓库',
    ]);
    expect(given(sn)).toEqual([4000]);
    expect((await shop.goods()).stock - before.stock).toBe(PIECES);
    expect(await possible(id)).toEqual([]);
    const { results } = (await boss.get(`/admin/api/returns/${id}/history/`)).json;
    expect(results.map(({ action }: { action: string }) => action)).toEqual(['arrive', 'accept']);
  });

  it('that come back with nothing said are paid back in full', async () => {
    const { id, sn } = await asked();
    await step('accept', id);
    expect((await step('arrive', id, { restock: false })).status).toBe(200);
    expect(await stored(id)).toMatchObject({ status: 'refunded', isRestocked: false });
    expect(given(sn)).toEqual([PIECE * PIECES]);
    expect((await step('refund', id)).status).toBe(400);
  });

  it('are refused with an answer, and go no further', async () => {
    const { id, sn } = await asked();
    expect((await step('refuse', id, { answer: '已使用' })).status).toBe(200);
    expect(await stored(id)).toMatchObject({ status: 'refused', answer: '已使用' });
    for (const action of ['accept', 'refuse', 'arrive', 'refund']) {
      expect((await step(action, id)).status).toBe(400);
    }
    expect(given(sn)).toEqual([]);
  });

  it('are paid back once more after the provider has refused, and only then', async () => {
    const order = await shop.place();
    const fields = shop.paidFields(order, { tradeNo: `unheard${order.sn}` });
    const { id } = await asked(order, fields);
    await step('accept', id);
    expect((await step('arrive', id)).status).toBe(200);
    expect((await stored(id)).status).toBe('arrived');
    expect(await possible(id)).toEqual(['refund']);
    expect((await step('refund', id)).status).toBe(200);
    expect(await shop.refunds(order)).toMatchObject([{ state: 'refused' }, { state: 'refused' }]);
  });
});
