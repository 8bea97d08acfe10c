import { beforeAll, describe, expect, it } from 'vitest';
import { Storage } from '../../../src/infrastructure/storage/storage.js';
import { OrderReturn } from '../../../src/orders/entities/index.js';
import { FulfilmentService } from '../../../src/orders/fulfilment/fulfilment.service.js';
import { OrderChange, OrderLine, type Order } from '../../../src/orders/index.js';
import { Refund } from '../../../src/payments/entities/index.js';
import { orderSettings } from '../../../src/orders/orders.settings.js';
import { paymentSettings } from '../../../src/payments/payments.settings.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';
import { StoredPermissions } from '../../../src/users/permissions/stored-permissions.js';
import { PARCEL } from '../../support/fulfilment.js';
import { paidShop, PIECES } from '../../support/payments.js';
import { greyPng } from '../../support/pictures.js';
import { until } from '../../support/until.js';

const shop = await paidShop();

/** What one piece costs, in cents; two are an order. */
const PIECE = 4425;
const ALL = PIECE * PIECES;

/** Milliseconds. */
const DAY = 86_400_000;

interface Bought {
  readonly order: Order;
  readonly line: number;
}

const tokens = { clerk: '', boss: '', stranger: '' };

beforeAll(async () => {
  const clerk = await shop.signUp();
  const stored = shop.nest.get(StoredPermissions, { strict: false });
  const rights = ['orders.view_orderreturn', 'orders.change_orderreturn', 'orders.ship_order'];
  await shop.unitOfWork.run(({ manager }) => stored.allow(manager, { userId: clerk.id }, rights));
  tokens.clerk = shop.tokenOf(clerk);
  tokens.boss = shop.tokenOf(await shop.signUp('administrator'));
  tokens.stranger = shop.tokenOf(await shop.signUp());
});

const as = (token: string) => ({
  get: (path: string) => shop.get(path, { Authorization: `Bearer ${token}` }),
  post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
    shop.request('POST', path, { body, headers: { Authorization: `Bearer ${token}`, ...headers } }),
});
const buyer = () => as(shop.token);
const clerk = () => as(tokens.clerk);

async function paid(): Promise<Bought> {
  const order = await shop.place();
  expect((await shop.notify(shop.payAtProvider(order))).text).toBe('success');
  const { id: line } = await shop.manager.findOneByOrFail(OrderLine, { orderId: order.id });
  return { order: await shop.order(order.sn), line };
}

async function sent(): Promise<Bought> {
  const bought = await paid();
  const path = `/staff/orders/${bought.order.id}/ship/`;
  expect((await clerk().post(path, PARCEL)).status).toBe(201);
  return bought;
}

async function received(): Promise<Bought> {
  const bought = await sent();
  const { id, userId } = bought.order;
  await shop.unitOfWork.run((tx) => shop.nest.get(FulfilmentService).receive(tx, id, userId));
  return bought;
}

const ask = (
  { order, line }: Bought,
  count = PIECES,
  more: object = {},
  headers: Record<string, string> = {},
) =>
  buyer().post(
    `/orders/${order.id}/returns/`,
    { lines: [{ line, count }], reason: '包装破损', ...more },
    headers,
  );

async function accepted(bought: Bought, count = PIECES): Promise<number> {
  const { json } = await ask(bought, count);
  expect((await clerk().post(`/staff/returns/${json.id}/accept/`, {})).status).toBe(200);
  return json.id;
}

const arrive = (id: number, body: object = {}, headers: Record<string, string> = {}) =>
  clerk().post(`/staff/returns/${id}/arrive/`, body, headers);
const codes = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

function givenBack({ sn }: Order): number {
  const refunds = shop.sandbox.trades.find(sn)?.refunds.values() ?? [];
  return [...refunds].reduce((sum, cents) => sum + cents, 0);
}

describe('returns', () => {
  it('end with the money back, the pieces in stock and every step in the history', async () => {
    const bought = await received();
    const { order, line } = bought;
    const before = await shop.goods();
    const asked = await ask(bought);
    expect(asked.status).toBe(201);
    expect(asked.json).toEqual({
      id: asked.json.id,
      order: order.id,
      status: 'asked',
      lines: [{ line, count: PIECES }],
      reason: '包装破损',
      images: [],
      answer: '',
      refund_amount: null,
      add_time: expect.stringMatching(/^\d{4}-/),
    });
    const { id } = asked.json;
    const accept = await clerk().post(`/staff/returns/${id}/accept/`, { answer: '请寄回仓库' });
    expect(accept.json).toMatchObject({ status: 'accepted', answer: '请寄回仓库' });
    const { status, json } = await arrive(id, { restock: true });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      status: 'refunded',
      refund_amount: ALL / 100,
      restocked: true,
      user: order.userId,
    });
    expect(givenBack(order)).toBe(ALL);
    expect(await shop.order(order.sn)).toMatchObject({
      status: 'REFUNDED',
      fulfilment: 'returned',
      refundedCents: ALL,
      receiveBy: null,
    });
    const after = await shop.goods();
    expect([after.stock - before.stock, after.soldCount - before.soldCount]).toEqual([
      PIECES,
      -PIECES,
    ]);
    const { results } = (await buyer().get(`/orders/${order.id}/history/`)).json;
    const returned = results.filter(({ track }: { track: string }) => track === 'return');
    expect(returned.map(({ to_status, actor, text }: any) => [to_status, actor, text])).toEqual([
      ['asked', 'buyer', '已申请退货'],
      ['accepted', 'staff', '退货申请已同意'],
      ['arrived', 'staff', '退货已收到'],
      ['refunded', 'staff', '退货款项已处理'],
    ]);
    const mine = (await buyer().get(`/orders/${order.id}/returns/`)).json;
    expect(mine).toMatchObject({ count: 1, results: [{ id, status: 'refunded' }] });
  });

  it('of a part leave the rest with the buyer, and the pieces out of stock unless wanted', async () => {
    const bought = await received();
    const before = await shop.goods();
    await arrive(await accepted(bought, 1));
    expect(await shop.order(bought.order.sn)).toMatchObject({
      status: 'PARTLY_REFUNDED',
      fulfilment: 'received',
      refundedCents: PIECE,
    });
    expect((await shop.goods()).stock).toBe(before.stock);
    await arrive(await accepted(bought, 1), { restock: true });
    expect(await shop.order(bought.order.sn)).toMatchObject({
      status: 'REFUNDED',
      fulfilment: 'returned',
    });
    expect((await shop.goods()).stock).toBe(before.stock + 1);
  });

  it('come with pictures', async () => {
    const { order, line } = await received();
    const form = async () => {
      const body = new FormData();
      body.append('lines[0]line', `${line}`);
      body.append('lines[0]count', '1');
      body.append('reason', '破损');
      body.append('images', new Blob([new Uint8Array(await greyPng(9, 9))]), 'a.png');
      return body;
    };
    const kept = async () => {
      let count = 0;
      for await (const { path } of shop.nest.get(Storage, { strict: false }).list('returns')) {
        count += path ? 1 : 0;
      }
      return count;
    };
    const before = await kept();
    const headers = { Authorization: `Bearer ${shop.token}`, 'Idempotency-Key': 'with a picture' };
    const answers = await Promise.all(
      Array.from({ length: 3 }, async () =>
        shop.request('POST', `/orders/${order.id}/returns/`, { headers, body: await form() }),
      ),
    );
    expect(codes(answers)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    const { image } = answers[0]!.json.images[0];
    expect((await shop.get(new URL(image).pathname)).status).toBe(200);
    // What was sent again left nothing behind.
    await until(async () => (await kept()) === before + 1);
  });

  it('are of pieces that were sent and are in no other return', async () => {
    const unsent = await paid();
    expect((await ask(unsent, 1)).json).toEqual({ lines: [`订单行${unsent.line}：仅0件可退`] });
    const bought = await received();
    expect((await ask(bought, PIECES + 1)).status).toBe(400);
    expect((await ask({ ...bought, line: unsent.line }, 1)).status).toBe(400);
    const twice = [1, 2].map(() => ({ line: bought.line, count: PIECES - 1 }));
    expect((await ask(bought, 1, { lines: [...twice, ...twice] })).status).toBe(400);
    expect((await ask(bought, 1, { lines: [] })).status).toBe(400);
    const { json } = await ask(bought);
    expect((await ask(bought, 1)).status).toBe(400);
    const refused = await clerk().post(`/staff/returns/${json.id}/refuse/`, { answer: '已使用' });
    expect(refused.json).toMatchObject({ status: 'refused', answer: '已使用' });
    expect((await ask(bought, 1)).status).toBe(201);
  });

  it('are of orders whose money can go back', async () => {
    const bought = await received();
    expect((await as(tokens.boss).post(`/orders/${bought.order.id}/refund/`, {})).status).toBe(201);
    expect((await ask(bought)).json).toEqual({
      non_field_errors: ['该订单无法退款，不能申请退货'],
    });
  });

  it('are the buyer’s to ask for and the staff’s to decide', async () => {
    const bought = await received();
    const path = `/orders/${bought.order.id}/returns/`;
    const stranger = as(tokens.stranger);
    const body = { lines: [{ line: bought.line, count: 1 }], reason: 'x' };
    expect((await stranger.post(path, body)).status).toBe(404);
    expect((await stranger.get(path)).status).toBe(404);
    expect((await shop.request('POST', path, { body })).status).toBe(401);
    const { id } = (await ask(bought)).json;
    for (const what of ['accept', 'refuse', 'arrive', 'refund']) {
      expect((await buyer().post(`/staff/returns/${id}/${what}/`, {})).status).toBe(403);
      expect((await clerk().post(`/staff/returns/999999/${what}/`, {})).status).toBe(404);
    }
    expect((await buyer().get('/staff/returns/')).status).toBe(403);
    const { json } = await clerk().get(`/staff/returns/?order=${bought.order.id}&status=asked`);
    expect(json).toMatchObject({ count: 1, results: [{ id, user: bought.order.userId }] });
    expect((await clerk().get('/staff/returns/?status=lost')).status).toBe(400);
  });

  it('arrive once they are accepted, and are decided once', async () => {
    const bought = await received();
    const { id } = (await ask(bought)).json;
    expect((await arrive(id)).status).toBe(400);
    const decisions = await Promise.all(
      ['accept', 'refuse', 'accept'].map((what) =>
        clerk().post(`/staff/returns/${id}/${what}/`, {}),
      ),
    );
    const steps = await shop.manager.findBy(OrderChange, {
      orderId: bought.order.id,
      track: 'return',
    });
    // An accepted return may still be refused, never the other way round.
    const path = steps.map(({ toStatus }) => toStatus);
    expect([
      ['asked', 'refused'],
      ['asked', 'accepted', 'refused'],
    ]).toContainEqual(path);
    expect(decisions.filter(({ status }) => status === 200)).toHaveLength(path.length - 1);
  });

  it('give back what the shop decides, but never more than is left', async () => {
    const bought = await received();
    const id = await accepted(bought);
    expect((await arrive(id, { amount: '88.51' })).status).toBe(400);
    expect((await arrive(id, { amount: '-1' })).status).toBe(400);
    expect((await shop.manager.findOneByOrFail(OrderReturn, { id })).status).toBe('accepted');
    expect((await arrive(id, { amount: '80' })).json).toMatchObject({ refund_amount: 80 });
    expect(await shop.order(bought.order.sn)).toMatchObject({
      status: 'PARTLY_REFUNDED',
      fulfilment: 'returned',
    });
    const other = await received();
    const given = await as(tokens.boss).post(`/orders/${other.order.id}/refund/`, { amount: '60' });
    expect(given.status).toBe(201);
    expect((await arrive(await accepted(other))).json).toMatchObject({ refund_amount: 28.5 });
    expect(givenBack(other.order)).toBe(ALL);
    const free = await received();
    const nothing = await arrive(await accepted(free), { amount: '0' });
    expect(nothing.json).toMatchObject({ status: 'refunded', refund_amount: 0, refund: null });
    expect(givenBack(free.order)).toBe(0);
  });

  it('are withdrawn until the pieces are back, whereupon others can be asked for', async () => {
    const bought = await received();
    const path = (id: number) => `/orders/${bought.order.id}/returns/${id}/withdraw/`;
    const { id } = (await ask(bought)).json;
    expect((await as(tokens.stranger).post(path(id), {})).status).toBe(404);
    expect((await buyer().post(path(999_999), {})).status).toBe(404);
    const elsewhere = await received();
    expect(
      (await buyer().post(`/orders/${elsewhere.order.id}/returns/${id}/withdraw/`, {})).status,
    ).toBe(404);
    const withdrawn = await buyer().post(path(id), {});
    expect([withdrawn.status, withdrawn.json.status]).toEqual([200, 'withdrawn']);
    expect((await buyer().post(path(id), {})).status).toBe(400);
    expect((await clerk().post(`/staff/returns/${id}/accept/`, {})).status).toBe(400);
    const other = await accepted(bought);
    expect((await buyer().post(path(other), {})).status).toBe(200);
    const last = await accepted(bought);
    await arrive(last);
    expect((await buyer().post(path(last), {})).status).toBe(400);
  });

  it('arrive or are withdrawn, never both', async () => {
    for (let round = 0; round < 4; round += 1) {
      const bought = await received();
      const id = await accepted(bought);
      const answers = await Promise.all([
        buyer().post(`/orders/${bought.order.id}/returns/${id}/withdraw/`, {}),
        arrive(id),
      ]);
      expect(codes(answers)).toEqual([200, 400]);
      const { status } = await shop.manager.findOneByOrFail(OrderReturn, { id });
      expect(givenBack(bought.order)).toBe(status === 'withdrawn' ? 0 : ALL);
    }
  });

  it('can be asked for during some days after the pieces were received', async () => {
    const bought = await received();
    const { returnDays } = shop.settings.of(orderSettings);
    const where = { orderId: bought.order.id, toStatus: 'received' } as const;
    const receivedDaysAgo = (days: number) =>
      shop.unitOfWork.run(({ manager }) =>
        manager.update(OrderChange, where, { createdAt: new Date(Date.now() - days * DAY) }),
      );
    await receivedDaysAgo(returnDays + 0.01);
    expect((await ask(bought, 1)).json).toEqual({
      non_field_errors: [`已超过收货后${returnDays}天的退货期限`],
    });
    await receivedDaysAgo(returnDays - 0.01);
    expect((await ask(bought, 1)).status).toBe(201);
    // As an order is that was received before there were histories.
    await shop.unitOfWork.run(({ manager }) => manager.delete(OrderChange, where));
    expect((await ask(bought, 1)).status).toBe(400);
  });

  it('of one line at once are as many as there are pieces', async () => {
    const bought = await received();
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(bought, 1)));
    expect(codes(answers)).toEqual([201, 201, 400, 400, 400, 400]);
    const one = await received();
    expect(codes(await Promise.all([ask(one), ask(one)]))).toEqual([201, 400]);
  });

  it('arrive once, however many say so at once', async () => {
    const bought = await received();
    const before = await shop.goods();
    const id = await accepted(bought);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => arrive(id, { restock: true })),
    );
    expect(codes(answers)).toEqual([200, 400, 400, 400, 400]);
    expect((await shop.goods()).stock).toBe(before.stock + PIECES);
    expect(givenBack(bought.order)).toBe(ALL);
    expect(await shop.manager.countBy(Refund, { orderSn: bought.order.sn })).toBe(1);
    const key = { 'Idempotency-Key': 'arrival' };
    const again = await accepted(await received());
    const repeated = await Promise.all([1, 2, 3].map(() => arrive(again, {}, key)));
    expect(codes(repeated)).toEqual([200, 200, 200]);
  });

  it('and refunds at once give back no more than was paid', async () => {
    for (let round = 0; round < 4; round += 1) {
      const bought = await received();
      const id = await accepted(bought);
      const boss = as(tokens.boss);
      const [arrived, refund] = await Promise.all([
        arrive(id, { restock: true }),
        boss.post(`/orders/${bought.order.id}/refund/`, { amount: '50' }),
      ]);
      expect(arrived.status).toBe(200);
      expect([201, 400]).toContain(refund.status);
      expect(givenBack(bought.order)).toBe(ALL);
      expect(await shop.order(bought.order.sn)).toMatchObject({
        status: 'REFUNDED',
        fulfilment: 'returned',
        refundedCents: ALL,
      });
      expect((await shop.manager.findOneByOrFail(OrderReturn, { id })).status).toBe('refunded');
    }
  });

  it('wait for a provider that cannot be reached', async () => {
    const bought = await received();
    const id = await accepted(bought);
    const { port } = new URL(shop.settings.of(paymentSettings).sandboxUrl);
    await shop.sandbox.stop();
    try {
      expect((await arrive(id)).json).toMatchObject({ status: 'arrived' });
    } finally {
      await shop.restartSandbox(Number(port));
    }
    await shop.nest.get(ReconciliationService).sweep(new Date(Date.now() + 300_000));
    await until(
      async () => (await shop.manager.findOneByOrFail(OrderReturn, { id })).status === 'refunded',
    );
    expect(givenBack(bought.order)).toBe(ALL);
  });

  it('are refunded again after the provider has refused, and only then', async () => {
    const order = await shop.place();
    const tradeNo = `unheard${order.sn}`;
    await shop.notify(shop.paidFields(order, { tradeNo }));
    await clerk().post(`/staff/orders/${order.id}/ship/`, PARCEL);
    const { id: line } = await shop.manager.findOneByOrFail(OrderLine, { orderId: order.id });
    const id = await accepted({ order, line });
    expect((await clerk().post(`/staff/returns/${id}/refund/`, {})).status).toBe(400);
    expect((await arrive(id)).json).toMatchObject({ status: 'arrived' });
    const again = await clerk().post(`/staff/returns/${id}/refund/`, {});
    expect([again.status, again.json.status]).toEqual([200, 'arrived']);
    expect(await shop.refunds(order)).toMatchObject([{ state: 'refused' }, { state: 'refused' }]);
    const free = await accepted(await received());
    await arrive(free);
    expect((await clerk().post(`/staff/returns/${free}/refund/`, {})).status).toBe(400);
  });

  it('cost the same number of statements however many there are', async () => {
    const bought = await received();
    const path = `/orders/${bought.order.id}/returns/`;
    await ask(bought, 1);
    const one = (await shop.queries(() => buyer().get(path))).length;
    await ask(bought, 1);
    expect((await shop.queries(() => buyer().get(path))).length).toBe(one);
    const staffs = async (size: number) =>
      (await shop.queries(() => clerk().get(`/staff/returns/?page_size=${size}`))).length;
    expect(await staffs(1)).toBe(await staffs(20));
  });
});
