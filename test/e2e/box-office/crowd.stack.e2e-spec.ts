import { createConnection } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rectangle, show, type Show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { lock, pay } from '../../support/tickets.js';
import { until } from '../../support/until.js';

const app = await paidShop({ THROTTLE_TICKET: '1000/second' });

/** Locks of one screening that a process tries at once. */
const AT_ONCE = 4;

/** Holds the row of a screening, as a slow transaction would. @returns lets it go */
async function holdRow({ id }: Show): Promise<() => Promise<unknown>> {
  const connection = await createConnection(app.settings.databaseUrl!);
  onTestFinished(() => connection.end());
  await connection.beginTransaction();
  await connection.query('SELECT id FROM cinemas_screening WHERE id = ? FOR UPDATE', [id]);
  return () => connection.rollback();
}

/** Locks that wait for a row. */
async function waiting(): Promise<number> {
  const rows = await app.dataSource.query<{ count: string }[]>(
    `SELECT COUNT(*) AS count FROM information_schema.processlist
     WHERE db = DATABASE() AND info LIKE 'UPDATE cinemas_screening%'`,
  );
  return Number(rows[0]!.count);
}

describe('a crowd that wants one screening', () => {
  it('keeps no connection from those who want another, or pay', async () => {
    const [wanted, other] = [await show(app, { drawing: rectangle(5, 10) }), await show(app)];
    const unpaid = await lock(await shopper(app), other, [[1, 1]]);
    const letGo = await holdRow(wanted);
    const crowd = (await shoppers(app, 40)).map((buyer, index) =>
      lock(buyer, wanted, [[1 + (index % 5), 1 + Math.floor(index / 5)]]),
    );
    await until(async () => (await waiting()) === AT_ONCE);
    expect((await lock(await shopper(app), other, [[2, 1]])).status).toBe(201);
    expect(await pay(app, unpaid.json.id)).toBe('success');
    expect((await app.get(`/screenings/${other.id}/seats/`)).json.sold).toEqual([other.seat(1, 1)]);
    expect(await waiting()).toBe(AT_ONCE);
    await letGo();
    const answers = await Promise.all(crowd);
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
  });

  it('is told that its seats are gone without a transaction each', async () => {
    const screening = await show(app);
    const buyers = await shoppers(app, 40);
    const letGo = await holdRow(screening);
    const told = await app.statements(async () => {
      const crowd = buyers.map((buyer) => lock(buyer, screening, [[1, 1]]));
      await until(async () => (await waiting()) === AT_ONCE);
      await letGo();
      const statuses = (await Promise.all(crowd)).map(({ status }) => status);
      expect(statuses.toSorted()).toEqual([201, ...Array(39).fill(400)]);
    });
    const tried = told.filter((each) => each.startsWith('UPDATE cinemas_screening_seat'));
    expect(tried).toHaveLength(AT_ONCE);
  });
});
