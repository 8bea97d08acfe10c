import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { DataSourceOptions, EntitySchema, MixedList } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import type { Settings } from '../../config/settings.js';
import { mysqlCredentials, mysqlServerKind, type ServerKind } from './mysql.js';
import { loggingSettings } from '../logging/logging.settings.js';
import { OutageLog } from '../logging/outage-log.js';
import type { PoolPatience } from './mysql-pool.js';
import { Servers } from './servers.js';
import { SlowQueryLog } from './slow-query-log.js';

/** Entity classes, as TypeORM takes them. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
export type Entities = MixedList<Function | string | EntitySchema>;

/** Milliseconds that SQLite waits, blocking, for the write lock of another process. */
const SQLITE_BUSY_TIMEOUT = 1_000;
/** Milliseconds until a statement that the replica does not answer is sent to the primary instead. */
const REPLICA_PATIENCE = 1_000;

export interface DataSourcePurpose {
  /** Embedded mode: open the file so that every write fails. Stack mode: no difference. */
  readOnly?: boolean;
  /** Milliseconds to wait for a database server that is still starting; default one minute. */
  patience?: number;
  /** Whether statements may take as long as they like, as those of migrations do. */
  slow?: boolean;
}

/** Read and written by the owner only. */
const PRIVATE = 0o600;

/** The file of the embedded database. */
export function sqliteFile(settings: Settings): string {
  return join(settings.dataDir, 'shop.sqlite3');
}

/** SQLite's own files beside it take over its mode: nobody else reads password hashes. */
async function makePrivateFile(settings: Settings): Promise<void> {
  await mkdir(settings.dataDir, { recursive: true });
  const file = await open(sqliteFile(settings), 'a', PRIVATE);
  try {
    await file.chmod(PRIVATE);
  } finally {
    await file.close();
  }
}

/**
 * TypeORM options for the database of the given settings. Nothing ever changes the schema but
 * the migrations, see {@link runMigrations}.
 *
 * @throws {DatabaseError} when the database server cannot be reached or refuses
 */
export async function createDataSourceOptions(
  settings: Settings,
  entities: Entities,
  { readOnly = false, patience = 60_000, slow = false }: DataSourcePurpose = {},
): Promise<DataSourceOptions> {
  const common = {
    entities,
    migrations,
    logging: false,
    ...(slow ? {} : slowQueries(settings)),
  } as const;
  if (settings.databaseUrl) {
    const server = await mysqlServerKind(settings, patience);
    const { mysqlDriver } = await import('./mysql-pool.js');
    return {
      ...common,
      ...mysqlOptions(settings, settings.databaseUrl, server.type),
      driver: mysqlDriver(
        server,
        Servers.of(settings),
        slow ? {} : poolPatience(settings),
        new OutageLog(new Logger('Database'), 'requests that need it get 503', 'The database'),
      ),
    };
  }
  await makePrivateFile(settings);
  return {
    ...common,
    type: 'better-sqlite3',
    database: sqliteFile(settings),
    timeout: SQLITE_BUSY_TIMEOUT,
    enableWAL: !readOnly,
    prepareDatabase: (database: { pragma(statement: string): unknown }) => {
      // An acknowledged order must survive a power cut, not only the end of the process.
      database.pragma('synchronous = FULL');
      if (readOnly) database.pragma('query_only = ON');
    },
  };
}

/**
 * TypeORM options for the replica that the settings name, for statements in SQL.
 *
 * @param type what the primary is, and the replica therefore
 */
export async function replicaOptions(
  settings: Settings,
  type: ServerKind['type'],
): Promise<DataSourceOptions> {
  const { mysqlDriver } = await import('./mysql-pool.js');
  const url = settings.databaseReplicaUrl!;
  const servers = Servers.of({ databaseUrl: url, databaseFallbacks: [] });
  const patience = { statement: REPLICA_PATIENCE, connection: REPLICA_PATIENCE };
  return {
    ...mysqlOptions(settings, url, type),
    logging: false,
    ...slowQueries(settings),
    // Whoever asks it finds out by itself that it fails.
    driver: mysqlDriver({ type, isClustered: false }, servers, patience),
  };
}

function mysqlOptions(settings: Settings, url: string, type: ServerKind['type']) {
  return {
    type,
    ...mysqlCredentials(url),
    poolSize: settings.databasePoolSize,
    charset: 'utf8mb4',
    timezone: 'Z',
    // A day is a text: the driver would take one of the year 50 for one of 1950.
    dateStrings: ['DATE'],
    connectTimeout: 5_000,
  };
}

function slowQueries(
  settings: Settings,
): Pick<DataSourceOptions, 'maxQueryExecutionTime' | 'logger'> {
  const { slowQuery } = settings.of(loggingSettings);
  return slowQuery > 0 ? { maxQueryExecutionTime: slowQuery, logger: new SlowQueryLog() } : {};
}

/** Whoever waits for a connection waits as long as for an answer. */
function poolPatience({ databaseTimeout }: Settings): PoolPatience {
  return { statement: databaseTimeout, connection: databaseTimeout };
}
