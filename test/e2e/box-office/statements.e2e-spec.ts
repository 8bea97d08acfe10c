import { describe, expect, it } from 'vitest';
import { show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { shopper } from '../../support/shoppers.js';
import { lock, ticketOrder } from '../../support/tickets.js';

const app = await paidShop({ THROTTLE_TICKET: '1000/second' });

const STATEMENT = /^(SELECT)\b.*? FROM (\w+)|^(INSERT) INTO (\w+)|^(UPDATE|DELETE FROM) (\w+)/s;

/** What the statements do to which table, the same of each kind of database. */
async function statements(work: () => Promise<unknown>): Promise<string[]> {
  const told = await app.statements(work);
  const kinds = told.flatMap((each) => {
    const found = STATEMENT.exec(each.replaceAll(/["`]/g, '').replaceAll(/\s+/g, ' ').trim());
    return found ? [found.slice(1).filter(Boolean).join(' ')] : [];
  });
  // SQLite is asked for the defaults of a new row, which MariaDB returns.
  return kinds.filter((kind, index) => kinds[index - 1] !== kind.replace('SELECT', 'INSERT'));
}

describe('the statements of', () => {
  it.each([1, 4])('a lock of %i seats are as many, and few', async (count) => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const places = Array.from({ length: count }, (_, index): [number, number] => [1, 1 + index]);
    const told = await statements(() => lock(buyer, screening, places));
    expect(told).toEqual([
      // Whose token it is.
      'SELECT users_user',
      // What is to be had: the screening, and its seats with their zones and prices.
      'SELECT cinemas_screening',
      // The buyer is locked, and may want so much.
      'SELECT users_user',
      'SELECT tickets_order',
      // The one update that decides, and the version that everybody sees.
      'UPDATE cinemas_screening_seat',
      'UPDATE cinemas_screening',
      'INSERT tickets_order',
      'INSERT tickets_line',
      'INSERT tickets_change',
    ]);
  });

  it('a lock that comes too late are few, and change nothing', async () => {
    const screening = await show(app);
    await lock(await shopper(app), screening, [[1, 1]]);
    const buyer = await shopper(app);
    expect(await statements(() => lock(buyer, screening, [[1, 1]]))).toEqual([
      'SELECT users_user',
      'SELECT cinemas_screening',
    ]);
  });

  it('a payment are as many, whatever is paid for', async () => {
    const screening = await show(app);
    const paid = async (places: [number, number][]) => {
      const { json } = await lock(await shopper(app), screening, places);
      const fields = app.payAtProvider(await ticketOrder(app, json.id));
      return statements(() => app.notify(fields));
    };
    const one = await paid([[1, 1]]);
    const four = await paid([1, 2, 3, 4].map((col) => [2, col]));
    expect(four).toEqual(one);
    const ofTickets = one.filter((each) => !each.includes('payments_'));
    expect(ofTickets).toEqual([
      // Which kind of payable it is, then the order, locked.
      'SELECT tickets_order',
      'SELECT tickets_order',
      'SELECT tickets_line',
      // What the buyer is told.
      'SELECT cinemas_screening',
      'SELECT users_user',
      // From here to the commit others wait who want seats of the screening.
      'UPDATE cinemas_screening_seat',
      'UPDATE cinemas_screening',
      'UPDATE tickets_order',
      'INSERT tickets_change',
      // That he is told, whatever becomes of the queue meanwhile.
      'INSERT job_outbox',
      'DELETE FROM job_outbox',
    ]);
    expect(one.length).toBeLessThanOrEqual(20);
  });

  it('the state of the seats are four, and none until it changes', async () => {
    const screening = await show(app);
    const path = `/screenings/${screening.id}/seats/`;
    expect(await statements(() => app.get(path))).toEqual([
      'SELECT cinemas_screening',
      'SELECT cinemas_layout',
      'SELECT cinemas_price',
      'SELECT cinemas_screening_seat',
    ]);
    expect(await statements(() => app.get(path))).toEqual([]);
  });
});
