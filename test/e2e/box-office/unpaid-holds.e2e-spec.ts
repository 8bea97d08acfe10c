import { describe, expect, it } from 'vitest';
import { TicketChange, TicketOrder } from '../../../src/tickets/entities/index.js';
import { TicketExpiry } from '../../../src/tickets/ticket-expiry.js';
import { show, type Show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { lock, pay, ticketOrder } from '../../support/tickets.js';

const HELD_IN_VAIN = '您已多次锁定该场次的座位而未支付，请稍后再试';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const app = await paidShop({
  THROTTLE_TICKET: '1000/second',
  TICKET_HOLD_MINUTES: '15',
  TICKET_UNPAID_HOLDS: '3',
});

const sweep = () => app.nest.get(TicketExpiry, { strict: false }).sweep();

/** Puts everything that happened to an order into the past. */
async function age(id: number, milliseconds: number): Promise<void> {
  const back = (date: Date) => new Date(date.getTime() - milliseconds);
  const { sn, createdAt, closesAt } = await ticketOrder(app, id);
  const closing = await app.manager.findOneBy(TicketChange, { orderId: id, toStatus: 'closed' });
  await app.unitOfWork.run(async ({ manager }) => {
    const times = { createdAt: back(createdAt), closesAt: back(closesAt) };
    await manager.update(TicketOrder, id, times);
    if (closing)
      await manager.update(TicketChange, closing.id, { createdAt: back(closing.createdAt) });
    await manager.query(
      `UPDATE cinemas_screening_seat SET heldUntil = '2020-01-01 00:00:00' WHERE holder = '${sn}'`,
    );
  });
}

/** Locks a seat and lets all of its time go by. @returns seconds that there were */
async function lapse(buyer: Shopper, screening: Show, { isSwept = true } = {}): Promise<number> {
  const { status, json } = await lock(buyer, screening, [[1, 1]]);
  expect(status).toBe(201);
  await age(json.id, HOUR);
  if (isSwept) await sweep();
  return json.seconds_left;
}

/** Locks a seat and releases it after so many minutes. */
async function letGo(buyer: Shopper, screening: Show, minutes: number): Promise<void> {
  const { status, json } = await lock(buyer, screening, [[1, 1]]);
  expect(status).toBe(201);
  const { createdAt } = await ticketOrder(app, json.id);
  const times = { createdAt: new Date(createdAt.getTime() - minutes * MINUTE) };
  await app.unitOfWork.run(({ manager }) => manager.update(TicketOrder, json.id, times));
  expect((await buyer.delete(`/ticketorders/${json.id}/`)).status).toBe(204);
}

describe('seats of a screening that one buyer holds without paying', () => {
  it('are held as long again after one or two orders that were not paid, and then refused', async () => {
    const [screening, other] = [await show(app), await show(app)];
    const buyer = await shopper(app);
    for (let time = 0; time < 3; time += 1) {
      expect(await lapse(buyer, screening)).toBeGreaterThan(14 * 60);
    }
    const refused = await lock(buyer, screening, [[1, 1]]);
    expect([refused.status, refused.json]).toEqual([400, { non_field_errors: [HELD_IN_VAIN] }]);
    expect((await app.get(`/screenings/${screening.id}/seats/`)).json.locked).toEqual([]);
    expect((await lock(buyer, other, [[1, 1]])).status).toBe(201);
    expect((await lock(await shopper(app), screening, [[1, 1]])).status).toBe(201);
  });

  it('count before anybody has closed their orders, too', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    for (let time = 0; time < 3; time += 1) await lapse(buyer, screening, { isSwept: false });
    expect((await lock(buyer, screening, [[1, 1]])).json).toEqual({
      non_field_errors: [HELD_IN_VAIN],
    });
  });

  it('count by the time that they were held when they are released, and the last hold is shorter', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    for (let time = 0; time < 2; time += 1) await letGo(buyer, screening, 14);
    await letGo(buyer, screening, 5);
    // Forty-five minutes less thirty-three.
    const { json } = await lock(buyer, screening, [[1, 1]]);
    expect(json.seconds_left).toBeLessThanOrEqual(12 * 60);
    expect(json.seconds_left).toBeGreaterThan(11 * 60);
    await age(json.id, HOUR);
    expect((await lock(buyer, screening, [[1, 1]])).json).toEqual({
      non_field_errors: [HELD_IN_VAIN],
    });
  });

  it('cannot be locked and released without end', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    for (let time = 0; time < 44; time += 1) await letGo(buyer, screening, 0);
    expect((await lock(buyer, screening, [[1, 1]])).status).toBe(400);
  });

  it('are forgiven after a day, and do not count where they were paid for', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    for (let time = 0; time < 2; time += 1) await lapse(buyer, screening);
    const { json } = await lock(buyer, screening, [[1, 1]]);
    expect(await pay(app, json.id)).toBe('success');
    expect((await lock(buyer, screening, [[1, 2]])).status).toBe(201);
    const orders = await app.manager.findBy(TicketOrder, { screeningId: screening.id });
    for (const { id } of orders) await age(id, HOUR);
    await sweep();
    expect((await lock(buyer, screening, [[1, 2]])).status).toBe(400);
    for (const { id } of orders) await age(id, 24 * HOUR);
    expect((await lock(buyer, screening, [[1, 2]])).json.seconds_left).toBeGreaterThan(14 * 60);
  });
});
