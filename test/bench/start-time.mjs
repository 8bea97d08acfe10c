import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from './load.mjs';
import { startShop } from './processes.mjs';

/**
 * How long the embedded shop takes from the start of its process to its first answer when its
 * database is there already: the median of some starts.
 *
 * @param {string} folder
 * @param {number} times
 * @returns {Promise<number>} milliseconds
 */
export async function secondStart(folder, times) {
  const env = { DATA_DIR: await mkdtemp(join(folder, 'embedded-')), LOG_LEVEL: 'warn' };
  const first = await startShop(folder, env);
  await first.stop();
  const taken = [];
  for (let time = 0; time < times; time += 1) {
    const shop = await startShop(folder, env);
    taken.push(shop.startMs);
    await shop.stop();
  }
  return median(taken);
}
