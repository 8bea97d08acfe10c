import { hash } from '@node-rs/argon2';
import { createConnection } from 'mysql2/promise';

/** How many users there are: as many orders are placed in one measurement. */
const USERS = 400;
const LINES = 3;
const STOCK = 1_000_000;
/** How many people register in one measurement. */
const NEWCOMERS = 100;
let nextMobile = 13_800_000_000;
const ORDER = {
  post_script: '快点发货',
  address: '浙江省杭州市西湖区文三路1号',
  signer_name: '爱丽丝',
  singer_mobile: '13900000001',
};
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
 * @param {Record<string, string>} env of the shop
 * @returns {Promise<Person[]>}
 */
export async function createPeople({ databaseUrl }, env) {
  const { Tokens } = await import('../../dist/src/users/tokens/tokens.js');
  const { loadSettings } = await import('../../dist/src/settings.js');
  const tokens = new Tokens(loadSettings(env));
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

/** An order of what is in the cart, for each of them. */
export function ordersOf(people) {
  return people.map(({ token }) => ({ method: 'POST', path: '/orders/', token, body: ORDER }));
}

/**
 * Asks for codes for as many new mobiles as are registered in one measurement.
 *
 * @param {string} origin of the shop
 * @param {import('./sms.mjs').SmsProvider} sms
 * @returns {Promise<import('./errands.mjs').Errand[]>} registrations with these codes
 */
export async function registrations(origin, sms) {
  const mobiles = Array.from({ length: NEWCOMERS }, () => String(nextMobile++));
  const errands = [];
  for (const mobile of mobiles) {
    const response = await fetch(`${origin}/code/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mobile }),
    });
    if (!response.ok) throw new Error(`no code: ${response.status} ${await response.text()}`);
    const body = { username: mobile, code: await sms.codeFor(mobile), password: PASSWORD };
    errands.push({ method: 'POST', path: '/users/', body });
  }
  return errands;
}

/**
 * Makes every cart hold one piece each of three goods, spread over those of these ids. What was
 * ordered before is paid: nobody may have more than a few orders to pay.
 */
export async function fillCarts({ databaseUrl }, people, goodsIds) {
  const now = new Date();
  const lines = people.flatMap(({ id }, n) =>
    Array.from({ length: LINES }, (_, line) => {
      const goodsId = goodsIds[(n * LINES + line) % goodsIds.length];
      return [id, goodsId, 1, now, now];
    }),
  );
  await inDatabase(databaseUrl, async (connection) => {
    await connection.query(
      "UPDATE orders_order SET status = 'TRADE_SUCCESS' WHERE status = 'paying'",
    );
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
