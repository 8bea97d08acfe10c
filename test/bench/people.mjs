import { hash } from '@node-rs/argon2';
import { createConnection } from 'mysql2/promise';

/** How many users there are: as many orders are placed in one measurement. */
const USERS = 400;
const LINES = 3;
const STOCK = 1_000_000;
const PASSWORD = 'shop12345';
/** Of argon2id, as the shop has it: another one would be hashed anew at the first sign-in. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * @typedef {object} Person
 * @property {number} id
 * @property {string} token
 * @property {{ username: string, password: string }} login
 */

/**
 * Makes users who all have the same password, signs tokens for them by the shop's own class, and
 * fills the stock.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {string} secretKey of the shop
 * @returns {Promise<Person[]>}
 */
export async function createPeople({ databaseUrl }, secretKey) {
  const { Tokens } = await import('../../dist/src/users/tokens/tokens.js');
  const tokens = new Tokens({ secretKey, secretKeyFallbacks: [], jwtLifetime: 86_400 });
  const passwordHash = await hash(PASSWORD, COST);
  const names = Array.from({ length: USERS }, (_, n) => `bench${n}`);
  return inDatabase(databaseUrl, async (connection) => {
    await connection.query('UPDATE goods SET stock = ?', [STOCK]);
    await connection.query('INSERT INTO users_user (username, passwordHash, createdAt) VALUES ?', [
      names.map((username) => [username, passwordHash, new Date()]),
    ]);
    const [rows] = await connection.query(
      'SELECT id, username FROM users_user WHERE username IN (?)',
      [names],
    );
    return rows.map(({ id, username }) => ({
      id,
      token: tokens.issue({ id, username, email: null, tokenVersion: 0 }),
      login: { username, password: PASSWORD },
    }));
  });
}

/** Makes every cart hold one piece each of three goods, spread over those of these ids. */
export async function fillCarts({ databaseUrl }, people, goodsIds) {
  const now = new Date();
  const lines = people.flatMap(({ id }, n) =>
    Array.from({ length: LINES }, (_, line) => {
      const goodsId = goodsIds[(n * LINES + line) % goodsIds.length];
      return [id, goodsId, 1, now, now];
    }),
  );
  await inDatabase(databaseUrl, async (connection) => {
    await connection.query('DELETE FROM cart_line');
    await connection.query(
      'INSERT INTO cart_line (userId, goodsId, quantity, createdAt, updatedAt) VALUES ?',
      [lines],
    );
  });
}

async function inDatabase(uri, work) {
  const connection = await createConnection({ uri, timezone: 'Z' });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
