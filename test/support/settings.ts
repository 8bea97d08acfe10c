import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Mode, Settings } from '../../src/config/settings.js';
import { loadSettings } from '../../src/settings.js';
import { copyDatabase, fillDatabase } from './migrated-database.js';

/** The mode that the end-to-end tests run in. */
export const testMode: Mode = process.env.TEST_MODE === 'stack' ? 'stack' : 'embedded';

/**
 * Settings for one spec file, or one `describe`: a database without data and a Redis key prefix of
 * its own, both removed when its tests are over. Call it where `beforeAll` may be called.
 *
 * In stack mode the servers are those of TEST_DATABASE_URL and TEST_REDIS_URL.
 *
 * @param overrides environment variables that differ from the defaults
 * @param options.tables whether the database has its tables already; default true
 */
export function testSettings(
  overrides: Record<string, string> = {},
  { tables = true }: { tables?: boolean } = {},
): Settings {
  const name = `shop_test_${randomBytes(6).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    REDIS_PREFIX: `${name}:`,
    DEMO_DATA: 'off',
    // Specs that are not about these place orders as fast and as many as they like.
    THROTTLE_ORDER: '1000000/second',
    THROTTLE_COMMENT: '1000000/second',
    UNPAID_ORDERS_MAX: '1000000',
    UNPAID_PIECES_MAX: '1000000',
    THROTTLE_LOOKUP: '10000/minute',
    THROTTLE_CODES: '10000/minute',
    THROTTLE_CAPTCHA: '10000/minute',
    ...(testMode === 'stack' ? stackAddresses(name) : {}),
    ...overrides,
  });
  if (testMode === 'stack') {
    beforeAll(() => createDatabase(name, tables));
    afterAll(() => onServer((server) => server.query(`DROP DATABASE IF EXISTS ${name}`)));
    const { redisUrl, redisCacheUrl } = loadSettings(stackAddresses(name));
    afterAll(() => removeKeys(redisUrl!, `${name}:`));
    afterAll(() => removeKeys(redisCacheUrl!, `${name}:`));
  }
  if (testMode === 'embedded' && tables) {
    beforeAll(() => copyDatabase(inject('migratedDatabase'), folder));
  }
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return settings;
}

function serverUrl(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`TEST_MODE=stack needs ${variable}`);
  return value;
}

function stackAddresses(name: string) {
  const database = new URL(serverUrl('TEST_DATABASE_URL'));
  database.pathname = `/${name}`;
  return {
    DATABASE_URL: database.href,
    REDIS_URL: serverUrl('TEST_REDIS_URL'),
    SECRET_KEY: randomBytes(24).toString('hex'),
  };
}

async function createDatabase(name: string, tables: boolean): Promise<void> {
  await onServer(async (server) => {
    await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    if (!tables) return;
    await server.changeUser({ database: name });
    await fillDatabase(server, inject('migratedDatabase'));
  });
}

async function onServer(work: (server: Connection) => Promise<unknown>): Promise<void> {
  const server = await createConnection({
    uri: serverUrl('TEST_DATABASE_URL'),
    multipleStatements: true,
  });
  await work(server).finally(() => server.end());
}

async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
    if (keys.length > 0) await redis.unlink(keys as string[]);
  }
  await redis.quit();
}
