import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll } from 'vitest';
import { createApplication } from '../../src/application.js';
import type { Settings } from '../../src/config/settings.js';
import { UnitOfWork } from '../../src/infrastructure/database/unit-of-work.js';
import { currentRequestId } from '../../src/infrastructure/logging/request-context.js';
import { Described } from './described.js';

/** Inside of what `TestApp.queries` is asked about. */
const working = new AsyncLocalStorage<true>();

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: any;
}

export interface RequestOptions {
  readonly headers?: Record<string, string>;
  /** Sent as it is when a string or bytes, else as JSON. */
  readonly body?: unknown;
}

/** The application on a port of its own, called over real HTTP. */
export class TestApp {
  nest!: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  url!: string;

  /** What answers are held against; undefined: an application made up for a test. */
  described: Described | undefined;

  /** Sends a request, and holds the answer against the API's description; follows no redirects. */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { body, headers = {} } = options;
    const isRaw =
      typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { ...(isRaw || body === undefined ? {} : JSON_TYPE), ...headers },
      body: isRaw ? (body as string) : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    const answer = { status, headers: answered, text, json: parse(text) };
    this.described?.check(method, path, answer);
    return answer;
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.request('GET', path, { headers });
  }

  get dataSource(): DataSource {
    return this.nest.get(DataSource);
  }

  get unitOfWork(): UnitOfWork {
    return this.nest.get(UnitOfWork);
  }

  /** The SQL statements that reads send while `work` runs. */
  queries(work: () => Promise<unknown>): Promise<string[]> {
    return recorded([this.dataSource], work);
  }

  /** Those of units of work, too. */
  async statements(work: () => Promise<unknown>): Promise<string[]> {
    const writer = await this.unitOfWork.run(async ({ manager }) => manager.dataSource);
    return recorded([...new Set([this.dataSource, writer])], work);
  }
}

async function recorded(
  dataSources: readonly DataSource[],
  work: () => Promise<unknown>,
): Promise<string[]> {
  const loggers = dataSources.map(({ logger }) => logger);
  const statements: string[] = [];
  const ignore = (): void => {};
  for (const dataSource of dataSources) {
    dataSource.logger = {
      logQuery: (query: string) => {
        // What periodic tasks do meanwhile is nobody's.
        if (working.getStore() || currentRequestId()) statements.push(query);
      },
      logQueryError: ignore,
      logQuerySlow: ignore,
      logSchemaBuild: ignore,
      logMigration: ignore,
      log: ignore,
    };
  }
  try {
    await working.run(true, work);
  } finally {
    for (const [index, dataSource] of dataSources.entries()) dataSource.logger = loggers[index]!;
  }
  return statements;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Starts the application before the tests and stops it after them.
 *
 * @param options.root modules other than the whole shop's
 * @param options.prepare runs before the application starts, e.g. to create tables
 * @param options.seed fills the database once it is migrated
 * @param options.port where it listens; default: wherever nobody does
 */
export function testApp(
  settings: Settings,
  options: {
    root?: DynamicModule;
    prepare?: () => Promise<void>;
    seed?: (app: TestApp) => Promise<void>;
    port?: number;
  } = {},
): TestApp {
  const app = new TestApp();
  beforeAll(async () => {
    await options.prepare?.();
    app.nest = await createApplication(settings, options.root);
    if (!options.root) app.described = new Described(app.nest);
    await options.seed?.(app);
    await app.nest.listen(options.port ?? 0, '127.0.0.1');
    const { port } = app.nest.getHttpServer().address() as { port: number };
    app.url = `http://127.0.0.1:${port}`;
  });
  afterAll(() => app.nest?.close());
  return app;
}
