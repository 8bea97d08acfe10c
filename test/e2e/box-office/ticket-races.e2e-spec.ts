import { afterEach, describe, expect, it, vi } from 'vitest';
import { Screening, ScreeningSeat } from '../../../src/cinemas/entities/index.js';
import { JobQueue } from '../../../src/infrastructure/jobs/index.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { RefundsService } from '../../../src/payments/refunds.service.js';
import { TicketExpiry } from '../../../src/tickets/ticket-expiry.js';
import { REFUND_SCREENING, TicketRefunds } from '../../../src/tickets/ticket-refunds.js';
import { show, type Show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { expire, lock, pay, ticketOrder } from '../../support/tickets.js';
import { until } from '../../support/until.js';

const ROUNDS = 6;

const app = await paidShop({ THROTTLE_TICKET: '1000/second' });

const sweep = () => app.nest.get(TicketExpiry, { strict: false }).sweep();

/** Seats of the screening that are not free, with what they are. */
async function taken({ id: screeningId }: Show): Promise<string[]> {
  const seats = await app.manager.findBy(ScreeningSeat, { screeningId });
  return seats.filter(({ state }) => state !== 'free').map(({ state }) => state);
}

/** What became of the money of an order: kinds of what came, and whether it all went back. */
async function money(id: number) {
  const order = await ticketOrder(app, id);
  const payments = await app.payments(order);
  const refunds: { state: string; amountCents: number }[] = await app.manager.query(
    `SELECT state, amountCents FROM payments_refund WHERE orderSn = '${order.sn}'`,
  );
  return { status: order.status, kinds: payments.map(({ kind }) => kind), refunds };
}

/** Lets a screening begin, or have begun some hours ago. */
const begin = ({ id }: Show, hoursAgo = 0) =>
  app.unitOfWork.run(({ manager }) =>
    manager.update(Screening, id, {
      startsAt: new Date(Math.floor(Date.now() / 1000 - hoursAgo * 3600) * 1000),
    }),
  );

describe('tickets, when everything comes at once', () => {
  it('are paid when the payment and the end of the hold meet: the seats are nobody else’s', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const screening = await show(app);
      const { json } = await lock(await shopper(app), screening, [[1, 1]]);
      await expire(app, json.id);
      const [answer] = await Promise.all([pay(app, json.id), sweep(), sweep()]);
      expect(answer).toBe('success');
      expect(await money(json.id)).toEqual({ status: 'paid', kinds: ['paid'], refunds: [] });
      expect(await taken(screening)).toEqual(['sold']);
    }
  });

  it('are sold once, or paid back, when notice, release, expiry and another buyer meet', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const screening = await show(app);
      const [buyer, other] = await shoppers(app, 2);
      const { json } = await lock(buyer!, screening, [[1, 1]]);
      await expire(app, json.id);
      const [answer, released, next] = await Promise.all([
        pay(app, json.id),
        buyer!.delete(`/ticketorders/${json.id}/`),
        lock(other!, screening, [[1, 1]]),
        sweep(),
      ]);
      expect(answer).toBe('success');
      expect([204, 400]).toContain(released.status);
      expect([201, 400]).toContain(next.status);
      if (next.status === 400) {
        expect(await money(json.id)).toEqual({ status: 'paid', kinds: ['paid'], refunds: [] });
        expect(await taken(screening)).toEqual(['sold']);
        continue;
      }
      expect(await taken(screening)).toEqual(['held']);
      await until(async () => (await money(json.id)).refunds[0]?.state === 'done');
      expect(await money(json.id)).toMatchObject({
        status: 'closed',
        kinds: ['late'],
        refunds: [{ amountCents: 3300 }],
      });
    }
  });

  it('are not to be had of a screening that is cancelled meanwhile, and leave no seat behind', async () => {
    const manager = await staff(app, 'cinemas.change_screening');
    for (let round = 0; round < ROUNDS; round += 1) {
      const screening = await show(app);
      const [paying, locking] = await shoppers(app, 2);
      const { json } = await lock(paying!, screening, [[1, 1]]);
      const [answer, locked, cancelled] = await Promise.all([
        pay(app, json.id),
        lock(locking!, screening, [[2, 1]]),
        manager.post(`/screenings/${screening.id}/cancel/`, {}),
      ]);
      expect([answer, cancelled.status]).toEqual(['success', 200]);
      expect([201, 400]).toContain(locked.status);
      await until(async () => (await money(json.id)).refunds[0]?.state === 'done');
      await until(async () => (await taken(screening)).length === 0);
      expect(['refunded', 'closed']).toContain((await ticketOrder(app, json.id)).status);
      if (locked.status === 201) {
        await until(async () => (await ticketOrder(app, locked.json.id)).status === 'closed');
      }
    }
  }, 60_000);
});

describe('money that comes after the screening has begun', () => {
  const told = async (mobile: string) =>
    (await new OutboxFile(app.settings.dataDir).last(mobile))?.text ?? '';

  it('goes back, although the seats are free, and the buyer is told', async () => {
    const mobile = '13900000077';
    const screening = await show(app);
    const { json } = await lock(await shopper(app), screening, [[1, 1]], mobile);
    await expire(app, json.id);
    await sweep();
    await begin(screening);
    expect(await pay(app, json.id)).toBe('success');
    await until(async () => (await money(json.id)).refunds[0]?.state === 'done');
    expect(await money(json.id)).toMatchObject({
      status: 'closed',
      kinds: ['late'],
      refunds: [{ amountCents: 3300 }],
    });
    expect(await taken(screening)).toEqual([]);
    await until(async () => (await told(mobile)).includes('未能出票'));
  });

  it('goes back when the hold has not been swept yet, too', async () => {
    const screening = await show(app);
    const { json } = await lock(await shopper(app), screening, [[1, 1]]);
    await begin(screening);
    expect(await pay(app, json.id)).toBe('success');
    await until(async () => (await money(json.id)).refunds[0]?.state === 'done');
    expect((await money(json.id)).status).toBe('closed');
    expect(await taken(screening)).toEqual([]);
  });
});

describe('tickets of a cancelled screening whose job is lost', () => {
  const sweepRefunds = () => app.nest.get(TicketRefunds, { strict: false }).sweep();

  /** Cancels a screening while the queue takes no job that refunds one. */
  async function cancelUnheard({ id }: Show) {
    const queue = app.nest.get(JobQueue, { strict: false });
    const { enqueue } = queue;
    vi.spyOn(queue, 'enqueue').mockImplementation((type, ...rest) =>
      type.name === REFUND_SCREENING.name
        ? Promise.reject(new Error('no queue'))
        : enqueue.call(queue, type, ...rest),
    );
    const manager = await staff(app, 'cinemas.change_screening');
    expect((await manager.post(`/screenings/${id}/cancel/`, {})).status).toBe(200);
  }
  afterEach(() => void vi.restoreAllMocks());

  async function paid(screening: Show): Promise<number> {
    const { json } = await lock(await shopper(app), screening, [[1, 1]]);
    expect(await pay(app, json.id)).toBe('success');
    return json.id;
  }

  it('are paid back all the same when it was cancelled after its beginning', async () => {
    const screening = await show(app);
    const id = await paid(screening);
    await begin(screening, 1);
    await cancelUnheard(screening);
    await sweepRefunds();
    expect((await money(id)).status).toBe('refunded');
    expect(await taken(screening)).toEqual([]);
  });

  it('are paid back however many others were cancelled before', async () => {
    const screening = await show(app);
    const id = await paid(screening);
    const { id: _, ...row } = await app.manager.findOneByOrFail(Screening, { id: screening.id });
    await app.unitOfWork.run(async ({ manager }) => {
      const others = Array.from({ length: 120 }, () => ({ ...row, isCancelled: true }));
      await manager.insert(Screening, others);
    });
    const last = await show(app);
    const lastId = await paid(last);
    await cancelUnheard(screening);
    await cancelUnheard(last);
    await sweepRefunds();
    expect([(await money(id)).status, (await money(lastId)).status]).toEqual([
      'refunded',
      'refunded',
    ]);
  });

  it('let nobody in meanwhile', async () => {
    const screening = await show(app);
    const id = await paid(screening);
    await cancelUnheard(screening);
    const usher = await staff(app, 'tickets.change_ticketorder');
    const { code } = await ticketOrder(app, id);
    expect((await usher.post(`/tickets/${code}/checkin/`, {})).status).toBe(409);
  });
});

describe('tickets that nobody has used', () => {
  it('let people in for a day after the beginning, by their code as by its picture, and no longer', async () => {
    const screening = await show(app);
    const usher = await staff(app, 'tickets.change_ticketorder');
    const codes = await Promise.all(
      [1, 2].map(async (col) => {
        const { json } = await lock(await shopper(app), screening, [[1, col]]);
        await pay(app, json.id);
        return (await ticketOrder(app, json.id)).code;
      }),
    );
    const enter = (code: string | null | undefined) => usher.post(`/tickets/${code}/checkin/`, {});
    await begin(screening, 23);
    expect((await enter(codes[0])).status).toBe(200);
    await begin(screening, 25);
    const late = await enter(codes[1]);
    expect([late.status, late.json]).toEqual([409, { detail: '该票无效' }]);
  });
});

describe('tickets that staff give back', () => {
  it('are anybody’s, used or about to begin; others’ are hidden from who is no staff', async () => {
    const screening = await show(app, { inMinutes: 5 });
    const [buyer, other] = await shoppers(app, 2);
    const usher = await staff(app, 'tickets.change_ticketorder');
    const { json } = await lock(buyer!, screening, [[1, 1]]);
    await pay(app, json.id);
    const { code } = await ticketOrder(app, json.id);
    expect((await usher.post(`/tickets/${code}/checkin/`, {})).status).toBe(200);
    const path = `/ticketorders/${json.id}/refund/`;
    expect((await buyer!.post(path, {})).status).toBe(400);
    expect((await other!.post(path, {})).status).toBe(404);
    const answer = await usher.post(path, {});
    expect([answer.status, answer.json]).toMatchObject([202, { status: 'refunded', refunded: 33 }]);
    expect(await taken(screening)).toEqual([]);
  });

  it('let nobody in while their money is on its way, though whoever sent it was cut off', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const usher = await staff(app, 'tickets.change_ticketorder');
    const { json } = await lock(buyer, screening, [[1, 1]]);
    await pay(app, json.id);
    const refunds = app.nest.get(RefundsService, { strict: false });
    vi.spyOn(refunds, 'sendNow').mockRejectedValueOnce(new Error('connection lost'));
    expect((await buyer.post(`/ticketorders/${json.id}/refund/`, {})).status).toBe(500);
    const { code, status } = await ticketOrder(app, json.id);
    expect(status).toBe('refunding');
    expect((await usher.post(`/tickets/${code}/checkin/`, {})).status).toBe(409);
    expect(await taken(screening)).toEqual(['sold']);
    await refunds.sendForgotten(new Date(Date.now() + 1000));
    expect((await money(json.id)).status).toBe('refunded');
    expect(await taken(screening)).toEqual([]);
  });
});
