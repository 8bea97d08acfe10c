import { readFile, writeFile } from 'node:fs/promises';
import { expect, it, describe } from 'vitest';
import { currentRequestId } from '../../src/infrastructure/logging/request-context.js';
import { ViewRegistry } from '../../src/rest/index.js';
import { testApp, type TestApp } from '../support/app.js';
import { show } from '../support/box-office.js';
import { seedCatalogue } from '../support/catalogue.js';
import { seedMovies } from '../support/movies.js';
import { testSettings } from '../support/settings.js';
import { shopper, type Shopper } from '../support/shoppers.js';
import { lock } from '../support/tickets.js';
import { fill, ORDER } from '../support/till.js';
import { changeUser } from '../support/users.js';

/**
 * The statements of every list, as somebody has looked them over; UPDATE_REVIEWED=1 writes them
 * anew.
 */
const REVIEWED = new URL('./sql.reviewed.txt', import.meta.url);

/** In stack mode their rows are in Redis. */
const ELSEWHERE = new Set(['/browse_histories/', '/session/browse_histories/']);

/** A shopper with something of everything, who may also see what administrators see. */
async function owner(app: TestApp): Promise<Shopper> {
  const somebody = await shopper(app);
  await fill(somebody, { 1: 1, 2: 2 });
  const address = {
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    address: '文三路 1 号',
    signer_name: '王芳',
    signer_mobile: '13900000000',
  };
  const answers = [
    await somebody.post('/orders/', ORDER),
    await somebody.post('/shopcarts/', { goods: 3, nums: 1 }),
    await somebody.post('/userfavs/', { goods: 1 }),
    await somebody.post('/userfavs/', { goods: 2 }),
    await somebody.post('/address/', address),
    await somebody.post('/messages/', { message_type: 1, subject: '问', message: '几时发货？' }),
  ];
  const screening = await show(app);
  answers.push(await lock(somebody, screening, [[1, 1]]));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  await changeUser(app, somebody, { role: 'administrator' });
  return somebody;
}

/**
 * A statement for reading, the same of each kind of database: without quotes, names of results and
 * values, which SQLite is given in the text and others beside it.
 */
function readable(statement: string): string {
  return statement
    .replaceAll(/["`]/g, '')
    .replaceAll(/ AS \w+_\w+/g, '')
    .replaceAll(/(?<=(?:[=<>]|IN \() ?)\d+|(?<=, )\d+(?=[,)])/g, '?')
    .replaceAll(/\?(?:, \?)+/g, '?, …');
}

/** The statements of one request; others that run meanwhile do not count. */
async function statementsOf(app: TestApp, caller: Shopper, path: string): Promise<string[]> {
  const id = `list-${path.replaceAll(/\W/g, '-')}-0123456789`.slice(0, 60);
  const { dataSource } = app;
  const { logger } = dataSource;
  const statements: string[] = [];
  const ignore = (): void => {};
  dataSource.logger = {
    logQuery: (query: string) => {
      if (currentRequestId() === id) statements.push(readable(query));
    },
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
  try {
    const headers = { 'X-Request-Id': id };
    // Of whatever it is the list of: the caller's first.
    const asked = path.replace(':resource', 'goods').replace(/:\w+/, '1');
    const answer = path.startsWith('/session/')
      ? await caller.fromPages('GET', asked, undefined, headers)
      : await caller.request('GET', asked, { headers });
    expect([path, answer.status]).toEqual([path, 200]);
  } finally {
    dataSource.logger = logger;
  }
  return statements;
}

describe('every list', () => {
  const app = testApp(testSettings(), {
    seed: async (started) => {
      await seedCatalogue(started);
      await seedMovies(started);
    },
  });

  it('asks of the database what has been reviewed, the same of each kind of database', async () => {
    const caller = await owner(app);
    const lists = app.nest
      .get(ViewRegistry)
      .all()
      .filter(({ routes }) => routes.some(({ actions }) => actions.get('GET') === 'list'))
      .map(({ paths }) => `/${paths[0]}/`)
      .filter((path) => path !== '//' && !ELSEWHERE.has(path))
      .sort();
    let text = '';
    for (const path of lists) {
      const statements = await statementsOf(app, caller, path);
      text += [`GET ${path}`, ...statements, ''].map((line) => `${line}\n`).join('');
    }
    if (process.env.UPDATE_REVIEWED === '1') await writeFile(REVIEWED, text);
    expect(text).toBe(await readFile(REVIEWED, 'utf8'));
  });
});
