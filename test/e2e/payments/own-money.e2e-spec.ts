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

let boss: Clerk;

beforeAll(async () => {
  boss = await administrator(shop);
});

const act = (by: Clerk, resource: string, action: string, id: number, more: object = {}) =>
  by.send('POST', `/admin/api/${resource}/actions/${action}/`, { ids: [id], ...more });

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

describe('a refund of one’s own', () => {
  it('of goods is decided by somebody else', async () => {
    const manager = await clerk(shop, 'orders.view_order', 'orders.refund_order');
    const { id, sn } = await paidOrder(manager.user.id);
    expectRefusal(await act(manager, 'orders', 'refund', id), OWN);
    expect(shop.sandbox.trades.find(sn)?.refunds.size).toBe(0);
    expect((await act(boss, 'orders', 'refund', id)).status).toBe(200);
  });

  it('of pieces that are sent back is accepted, taken in and paid back by somebody else', async () => {
    const manager = await clerk(shop, 'orders.view_orderreturn', 'orders.change_orderreturn');
    const order = await paidOrder(manager.user.id);
    const { id: line } = await shop.manager.findOneByOrFail(OrderLine, { orderId: order.id });
    const fulfilment = shop.nest.get(FulfilmentService);
    const parcel = { carrier: PARCEL.carrier, trackingNumber: PARCEL.tracking_number };
    await fulfilment.ship(order.id, parcel, boss.user.id, (_tx, work) => work());
    const returns = shop.nest.get(OrderReturns, { strict: false });
    const asked = { orderId: order.id, userId: order.userId, reason: 'x' };
    const id = await shop.unitOfWork.run((tx) =>
      returns.ask(tx, { ...asked, pieces: [{ line, count: 1 }] }),
    );
    expectRefusal(await act(manager, 'returns', 'accept', id), OWN);
    expect((await act(boss, 'returns', 'accept', id)).status).toBe(200);
    expectRefusal(await act(manager, 'returns', 'arrive', id), OWN);
    expect((await act(boss, 'returns', 'arrive', id)).status).toBe(200);
  });

  it('is decided by administrators themselves, who may be the only ones there', async () => {
    const { id } = await paidOrder(boss.user.id);
    expect((await act(boss, 'orders', 'refund', id)).status).toBe(200);
    const owner = await shopper(shop);
    await changeUser(shop, owner, { role: 'administrator' });
    const used = await paidTickets(owner, 5);
    expect((await owner.post(`/tickets/${used.code}/checkin/`, {})).status).toBe(200);
    const answer = await owner.post(`/ticketorders/${used.id}/refund/`, {});
    expect([answer.status, answer.json.status]).toEqual([202, 'refunded']);
  });

  it('of tickets is had by staff by the rules for buyers', async () => {
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
