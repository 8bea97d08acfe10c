import { randomBytes } from 'node:crypto';

/**
 * @typedef {object} BenchSettings
 * @property {number} goods how many goods the shop has
 * @property {string} databaseUrl a database that is dropped and made anew
 * @property {string} redisUrl only keys below `redisPrefix` are touched
 * @property {string} redisPrefix
 * @property {number} seconds length of one measurement
 * @property {number} warmUpSeconds length of the unmeasured load before the first one
 * @property {number} rounds measurements of each request; their median counts
 * @property {number} connections clients that send one request after the other
 */

/**
 * Reads the arguments and environment of `npm run bench -- [GOODS]`.
 *
 * @returns {BenchSettings}
 * @throws {Error} naming what is wrong
 */
export function benchSettings([goods = '2000'] = process.argv.slice(2), env = process.env) {
  const databaseUrl = env.BENCH_DATABASE_URL || 'mysql://root@127.0.0.1:3306/shop_bench';
  if (!databaseName(databaseUrl).includes('bench')) {
    throw new Error(
      'BENCH_DATABASE_URL: the database is dropped, so its name must contain "bench"',
    );
  }
  const seconds = wholeNumber('BENCH_SECONDS', env.BENCH_SECONDS || '5');
  return {
    goods: wholeNumber('GOODS', goods),
    databaseUrl,
    redisUrl: env.BENCH_REDIS_URL || 'redis://127.0.0.1:6379/1',
    redisPrefix: `shop_bench_${randomBytes(4).toString('hex')}:`,
    seconds,
    warmUpSeconds: Math.min(2, seconds),
    rounds: wholeNumber('BENCH_ROUNDS', env.BENCH_ROUNDS || '3'),
    connections: 16,
  };
}

/** @param {string} url */
export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** @returns {number} at least 1 */
function wholeNumber(name, text) {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name}: expected a whole number from 1`);
  return Number(text);
}
