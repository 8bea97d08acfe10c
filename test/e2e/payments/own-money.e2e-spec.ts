import { beforeAll, describe, expect, it } from 'vitest';
import { OrderLine } from '../../../src/orders/index.js';
import { FulfilmentService } from '../../../src/orders/fulfilment/fulfilment.service.js';
import { OrderReturns } from '../../../src/orders/returns/returns.service.js';
import { administrator, clerk, type Clerk } from '../../support/admin.js';
import type { Answer } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { PARCEL } from '../../support/fulfilment.js';
import { paidShop } from '../../support/payments.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { lock, pay, ticketOrder } from '../../support/tickets.js';
import { changeUser } from '../../support/users.js';

const shop = await paidShop({ THROTTLE_LOGIN: '10000/minute', THROTTLE_TICKET: '1000/second' });

const OWN = 'Somebody else has to deal with the money of your own orders.';
const USED = 'Only administrators give the money for used tickets back.';

let boss: Clerk;
let colleague: Clerk;

beforeAll(async () => {
  boss = await administrator(shop);
  colleague = await administrator(shop);
});

const act = (by: Clerk, resource: string, action: string, id: number, more: object = {}) =>
  by.send('POST', `/admin/api/${resource}/actions/${action}/`, { ids: [id], ...more });

/** An administrator who calls the API. */
async function chief(): Promise<Shopper> {
  const someone = await shopper(shop);
  await changeUser(shop, someone, { role: 'administrator' });
  return someone;
}

function expectRefusal({ status, json }: Answer, detail: string): void {
  expect([status, json]).toEqual([403, { detail }]);
}

/** An order of goods that somebody has paid. */
async function paidOrder(userId: number) {
  const order = await shop.place({ userId });
  expect((await shop.notify(shop.payAtProvider(order))).text).toBe('success');
  return order;
}

/** A ticket order that somebody has paid. */
async function paidTickets(buyer: Shopper, inMinutes?: number) {
  const screening = await show(shop, inMinutes === undefined ? {} : { inMinutes });
  const { json } = await lock(buyer, screening, [[1, 1]]);
  await pay(shop, json.id);
  return ticketOrder(shop, json.id);
}

const ENGLISH = { 'Accept-Language': 'en' };

describe('a refund of one’s own', () => {
  it('of goods is decided by somebody else, in the back office as by the API', async () => {
    const { id, sn } = await paidOrder(boss.user.id);
    expectRefusal(await act(boss, 'orders', 'refund', id), OWN);
    const buyer = await chief();
    const other = await paidOrder(buyer.id);
    expectRefusal(await buyer.post(`/orders/${other.id}/refund/`, {}, ENGLISH), OWN);
    expect(shop.sandbox.trades.find(sn)?.refunds.size).toBe(0);
    expect((await act(colleague, 'orders', 'refund', id)).status).toBe(200);
    expect((await (await chief()).post(`/orders/${other.id}/refund/`, {})).status).toBe(201);
  });

  it('of money that has paid no order is decided by somebody else, too', async () => {
    const buyer = await chief();
    const order = await shop.place({ userId: buyer.id });
    await shop.notify(shop.payAtProvider({ ...order, totalCents: 100 }));
    const [payment] = await shop.payments(order);
    const path = `/payments/${payment!.id}/refund/`;
    expectRefusal(await buyer.post(path, {}, ENGLISH), OWN);
    expect((await (await chief()).post(path, {})).status).toBe(201);
  });

  it('of pieces that are sent back is accepted, taken in and paid back by somebody else', async () => {
    const order = await paidOrder(boss.user.id);
    const { id: line } = await shop.manager.findOneByOrFail(OrderLine, { orderId: order.id });
    const fulfilment = shop.nest.get(FulfilmentService);
    const parcel = { carrier: PARCEL.carrier, trackingNumber: PARCEL.tracking_number };
    await fulfilment.ship(order.id, parcel, colleague.user.id, (_tx, work) => work());
    const returns = shop.nest.get(OrderReturns, { strict: false });
    const asked = { orderId: order.id, userId: order.userId, reason: 'x' };
    const id = await shop.unitOfWork.run((tx) =>
      returns.ask(tx, { ...asked, pieces: [{ line, count: 1 }] }),
    );
    expectRefusal(await act(boss, 'returns', 'accept', id), OWN);
    expect((await act(colleague, 'returns', 'accept', id)).status).toBe(200);
    expectRefusal(await act(boss, 'returns', 'arrive', id), OWN);
    expect((await act(colleague, 'returns', 'arrive', id)).status).toBe(200);
  });

  it('of tickets is had by the rules for buyers, whoever one is', async () => {
    const usher = await staff(shop, 'tickets.change_ticketorder');
    const soon = await paidTickets(usher, 30);
    const refused = await usher.post(`/ticketorders/${soon.id}/refund/`, {});
    expect(refused.status).toBe(400);
    const used = await paidTickets(usher);
    const doorman = await staff(shop, 'tickets.change_ticketorder');
    expect((await doorman.post(`/tickets/${used.code}/checkin/`, {})).status).toBe(200);
    expect((await usher.post(`/ticketorders/${used.id}/refund/`, {})).status).toBe(400);
    const unused = await paidTickets(usher);
    expect((await usher.post(`/ticketorders/${unused.id}/refund/`, {})).status).toBe(202);
    const manager = await clerk(shop, 'tickets.view_ticketorder', 'tickets.change_ticketorder');
    const own = await paidTickets(await shopper(shop));
    await shop.unitOfWork.run((tx) =>
      tx.manager.query(`UPDATE tickets_order SET userId = ${manager.user.id} WHERE id = ${own.id}`),
    );
    expectRefusal(await act(manager, 'ticket-orders', 'refund', own.id), OWN);
    expect((await ticketOrder(shop, own.id)).status).toBe('paid');
    expect((await act(boss, 'ticket-orders', 'refund', own.id)).status).toBe(200);
  });
});

describe('a refund of used tickets', () => {
  it('is for administrators, in the back office as by the API', async () => {
    const tickets = await paidTickets(await shopper(shop), 5);
    const usher = await staff(shop, 'tickets.change_ticketorder');
    expect((await usher.post(`/tickets/${tickets.code}/checkin/`, {})).status).toBe(200);
    const path = `/ticketorders/${tickets.id}/refund/`;
    expectRefusal(await usher.post(path, {}, ENGLISH), USED);
    const manager = await clerk(shop, 'tickets.view_ticketorder', 'tickets.change_ticketorder');
    expectRefusal(await act(manager, 'ticket-orders', 'refund', tickets.id), USED);
    expect((await ticketOrder(shop, tickets.id)).status).toBe('paid');
    const answer = await (await chief()).post(path, {});
    expect([answer.status, answer.json.status]).toEqual([202, 'refunded']);
  });
});
