import { describe, expect, it } from 'vitest';
import { ScreeningSeat } from '../../../src/cinemas/entities/index.js';
import { TicketLine, TicketOrder } from '../../../src/tickets/entities/index.js';
import { TestApp, testApp } from '../../support/app.js';
import { rectangle, show, type Show } from '../../support/box-office.js';
import { startServer, type ServerProcess } from '../../support/server-process.js';
import { testSettings } from '../../support/settings.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';
import { lock } from '../../support/tickets.js';

const ROWS = 10;
const COLS = 10;
const BUYERS = 400;
const VARIABLES = { THROTTLE_TICKET: '1000/second', DATABASE_POOL_SIZE: '20' };

const settings = testSettings(VARIABLES);
const app = testApp(settings);

/** So many adjoining places, always the same for a number. */
function places(number: number): [number, number][] {
  const count = 1 + (number % 4);
  const row = 1 + ((number * 7) % ROWS);
  const first = 1 + ((number * 3) % (COLS - count + 1));
  return Array.from({ length: count }, (_, index) => [row, first + index]);
}

/** The same buyers, at one server or the other. */
function spread(buyers: Shopper[], servers: ServerProcess[]): Shopper[] {
  const remotes = servers.map(({ url }) => Object.assign(new TestApp(), { url }));
  return buyers.map((buyer, index) => buyer.at(remotes[index % remotes.length]!));
}

/** No seat is had by two orders, and what is held is exactly what orders say. */
async function account(screening: Show) {
  const { manager } = app.dataSource;
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
  return taken.length;
}

describe('a rush for a hall of 100 seats', () => {
  it('by 400 buyers at two processes sells each seat once, and nobody sees a deadlock', async () => {
    const screening = await show(app, { drawing: rectangle(ROWS, COLS) });
    const servers = await Promise.all([
      startServer(settings, VARIABLES),
      startServer(settings, VARIABLES),
    ]);
    const buyers = spread(await shoppers(app, BUYERS), servers);
    const answers = await Promise.all(
      buyers.map((buyer, index) => lock(buyer, screening, places(index))),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([201, 400]);
    const first = await account(screening);
    expect(first).toBeGreaterThan(30);
    // Those who got nothing take what is left, one by one.
    const empty = buyers.filter((_, index) => answers[index]!.status === 400);
    const all = Array.from({ length: ROWS * COLS }, (_, index): [number, number] => [
      1 + Math.floor(index / COLS),
      1 + (index % COLS),
    ]);
    const again = await Promise.all(
      all.flatMap((place, index) => [
        lock(empty[index]!, screening, [place]),
        lock(empty[index + ROWS * COLS]!, screening, [place]),
      ]),
    );
    expect(again.every(({ status }) => status === 201 || status === 400)).toBe(true);
    expect(await account(screening)).toBe(ROWS * COLS);
  }, 120_000);

  it('leaves no half order behind when a process is killed in the middle', async () => {
    const screening = await show(app, { drawing: rectangle(ROWS, COLS) });
    const [victim, survivor] = await Promise.all([
      startServer(settings, VARIABLES),
      startServer(settings, VARIABLES),
    ]);
    const buyers = spread(await shoppers(app, 200), [victim, survivor]);
    const burst = buyers.map((buyer, index) =>
      lock(buyer, screening, places(index)).catch(() => undefined),
    );
    await Promise.race(burst);
    await victim.kill();
    const answers = await Promise.all(burst);
    expect(answers.some((answer) => answer?.status === 201)).toBe(true);
    await account(screening);
  }, 120_000);
});
