import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { runCommand } from './processes.mjs';
import { databaseName } from './settings.mjs';

/** How many ids {@link someGoodsIds} gives at most. */
const MOST_IDS = 500;

/**
 * Makes the database anew and fills it by the shop's own commands.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {string} folder for files in between
 * @param {Record<string, string>} env of the shop in stack mode
 * @returns {Promise<string>} what the import says of itself
 */
export async function fillDatabase({ databaseUrl, goods }, folder, env) {
  const name = `\`${databaseName(databaseUrl)}\``;
  await onServer(
    databaseUrl,
    `DROP DATABASE IF EXISTS ${name}`,
    `CREATE DATABASE ${name} CHARACTER SET utf8mb4`,
  );
  const file = join(folder, 'catalogue.json');
  await runCommand(folder, 'catalogue-generate', [String(goods), file]);
  const report = await runCommand(folder, 'catalogue-import', [file], env);
  await rm(file);
  return report.trim().split('\n').at(-1);
}

/** Goods ids spread over the whole table. */
export async function someGoodsIds({ databaseUrl, goods }) {
  const step = Math.max(1, Math.floor(goods / MOST_IDS));
  const [rows] = await onServer(
    databaseUrl,
    `USE \`${databaseName(databaseUrl)}\``,
    `SELECT id FROM goods WHERE id % ${step} = 0 ORDER BY id LIMIT ${MOST_IDS}`,
  );
  return rows.map(({ id }) => id);
}

/** Removes the database and the keys below the run's own prefix. */
export async function removeData({ databaseUrl, redisUrl, redisPrefix }) {
  await onServer(databaseUrl, `DROP DATABASE IF EXISTS \`${databaseName(databaseUrl)}\``);
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  try {
    for await (const keys of redis.scanStream({ match: `${redisPrefix}*`, count: 1000 })) {
      if (keys.length > 0) await redis.unlink(keys);
    }
  } finally {
    redis.disconnect();
  }
}

/** Runs statements outside any database; resolves with the last one's result. */
async function onServer(databaseUrl, ...statements) {
  const url = new URL(databaseUrl);
  const connection = await createConnection({
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  try {
    let result;
    for (const statement of statements) result = await connection.query(statement);
    return result;
  } finally {
    await connection.end();
  }
}
