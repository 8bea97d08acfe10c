import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ScreeningSeat } from '../../../src/cinemas/entities/index.js';
import { TicketLine, TicketOrder } from '../../../src/tickets/entities/index.js';
import { TestApp, type Answer } from '../../support/app.js';
import { rectangle, show, type Show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { startServer, type ServerProcess } from '../../support/server-process.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';
import { lock, ticketOrder } from '../../support/tickets.js';

const ROWS = 10;
const COLS = 10;
const BUYERS = 400;
const VARIABLES = { THROTTLE_TICKET: '1000/second', DATABASE_POOL_SIZE: '20' };

const app = await paidShop(VARIABLES);

type Place = [row: number, col: number];

/** So many adjoining places, always the same for a number. */
function places(number: number): Place[] {
  const count = 1 + (number % 4);
  const row = 1 + ((number * 7) % ROWS);
  const first = 1 + ((number * 3) % (COLS - count + 1));
  return Array.from({ length: count }, (_, index) => [row, first + index]);
}

/** As many adjoining free places as the buyer wants, or else fewer; undefined: nothing is free. */
function choose(screening: Show, gone: ReadonlySet<number>, number: number): Place[] | undefined {
  for (let count = 1 + (number % 4); count > 0; count -= 1) {
    const runs: Place[][] = [];
    for (let row = 1; row <= ROWS; row += 1) {
      for (let first = 1; first + count <= COLS + 1; first += 1) {
        const run = Array.from({ length: count }, (_, index): Place => [row, first + index]);
        if (run.every((place) => !gone.has(screening.seat(...place)))) runs.push(run);
      }
    }
    if (runs.length > 0) return runs[(number * 7) % runs.length];
  }
  return undefined;
}

interface Customer {
  readonly buyer: Shopper;
  readonly server: TestApp;
}

/** The buyers, each at one server or the other. */
function spread(buyers: Shopper[], servers: ServerProcess[]): Customer[] {
  const remotes = servers.map(({ url }) => Object.assign(new TestApp(), { url }));
  return buyers.map((buyer, index) => {
    const server = remotes[index % remotes.length]!;
    return { buyer: buyer.at(server), server };
  });
}

/** Asks again, as clients and providers do, when a machine that is too slow for the rush says so. */
async function patiently(request: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await request();
    if (answer.status !== 503) return answer;
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    await delay(Number(answer.headers.get('retry-after')) * 1000);
  }
}

/** Looks, chooses and locks until there are seats to pay for, or none any more. */
async function buy({ buyer, server }: Customer, screening: Show, number: number) {
  const refusals: number[] = [];
  for (let attempt = 0; ; attempt += 1) {
    const path = `/screenings/${screening.id}/seats/`;
    const { json: state } = await patiently(() => buyer.get(path));
    const gone = new Set<number>([...state.sold, ...state.locked]);
    const wanted = choose(screening, gone, number + attempt * 4);
    if (!wanted) return { refusals, paid: undefined };
    const { status, json } = await patiently(() => lock(buyer, screening, wanted));
    if (status === 201) return { refusals, paid: await payAt(server, json.id) };
    refusals.push(status);
  }
}

/** Has the provider tell the server that the order is paid. @returns the words of the answer */
async function payAt(server: TestApp, id: number): Promise<string> {
  const fields = app.signed(app.payAtProvider(await ticketOrder(app, id)));
  const answer = await patiently(() =>
    server.request('POST', '/alipay/return/', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    }),
  );
  return answer.text;
}

/** No seat is had by two orders, and what is taken is exactly what orders say. @returns by state */
async function account(screening: Show): Promise<Record<string, number>> {
  const { manager } = app;
  const orders = await manager.findBy(TicketOrder, { screeningId: screening.id });
  const open = orders.filter(({ status }) => status === 'paying' || status === 'paid');
  const lines = open.length
    ? await manager
        .createQueryBuilder(TicketLine, 'line')
        .where('line.orderId IN (:...ids)', { ids: open.map(({ id }) => id) })
        .getMany()
    : [];
  const seats = await manager.findBy(ScreeningSeat, { screeningId: screening.id });
  const taken = seats.filter(({ state }) => state !== 'free');
  expect(new Set(lines.map(({ seatId }) => seatId)).size).toBe(lines.length);
  expect(lines.map(({ seatId }) => seatId).sort()).toEqual(
    taken.map(({ seatId }) => seatId).sort(),
  );
  const counts: Record<string, number> = {};
  for (const { state } of taken) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

const twoServers = () =>
  Promise.all([startServer(app.settings, VARIABLES), startServer(app.settings, VARIABLES)]);

describe('a rush for a hall of 100 seats', () => {
  it('by 400 buyers at two processes sells exactly 100, and every lock is paid for or refused', async () => {
    const screening = await show(app, { drawing: rectangle(ROWS, COLS) });
    const customers = spread(await shoppers(app, BUYERS), await twoServers());
    const outcomes = await Promise.all(
      customers.map((customer, number) => buy(customer, screening, number)),
    );
    const refusals = outcomes.flatMap((outcome) => outcome.refusals);
    expect(new Set(refusals)).toEqual(new Set([400]));
    const paid = outcomes.flatMap((outcome) => outcome.paid ?? []);
    expect(new Set(paid)).toEqual(new Set(['success']));
    expect(await account(screening)).toEqual({ sold: ROWS * COLS });
    const orders = await app.manager.findBy(TicketOrder, { screeningId: screening.id });
    expect(orders.map(({ status }) => status)).toEqual(paid.map(() => 'paid'));
    expect(orders.reduce((sum, { totalCents }) => sum + totalCents, 0)).toBe(ROWS * COLS * 3300);
  }, 300_000);

  it('leaves no half order behind when a process is killed in the middle', async () => {
    const screening = await show(app, { drawing: rectangle(ROWS, COLS) });
    const [victim, survivor] = await twoServers();
    const customers = spread(await shoppers(app, 200), [victim, survivor]);
    const burst = customers.map(({ buyer }, number) =>
      lock(buyer, screening, places(number)).catch(() => undefined),
    );
    await Promise.race(burst);
    await victim.kill();
    const answers = await Promise.all(burst);
    expect(answers.some((answer) => answer?.status === 201)).toBe(true);
    await account(screening);
  }, 300_000);
});
