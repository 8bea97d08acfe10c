import {
  type DynamicModule,
  Global,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { MetricsModule } from '../metrics/index.js';
import { createDataSourceOptions, type Entities, replicaOptions } from './data-source.js';
import { requireMigrated, runMigrations } from './migrate.js';
import { DatabaseMetrics } from './database-metrics.js';
import { Mutex } from './mutex.js';
import { Permits } from './permits.js';
import { Replica } from './replica.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * The data source behind {@link UnitOfWork}. In stack mode it is the one that everybody reads
 * from; in embedded mode a second connection to the file, because TypeORM shares a single SQLite
 * connection between all callers, and readers must not see what is not committed.
 */
@Injectable()
class Writer implements OnApplicationShutdown {
  private constructor(
    readonly dataSource: DataSource,
    private readonly own: boolean,
  ) {}

  static async open(settings: Settings, reader: DataSource, entities: Entities): Promise<Writer> {
    if (settings.mode === 'stack') return new Writer(reader, false);
    const options = await createDataSourceOptions(settings, entities);
    return new Writer(await new DataSource(options).initialize(), true);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.own) await this.dataSource.destroy();
  }
}

/**
 * Units of work take turns. On a server many run at once, but never so many that reads find no
 * connection: writers that wait for a locked row would stop the whole process.
 */
function turnsOf({ mode, databasePoolSize, databaseTimeout }: Settings): Mutex | Permits {
  if (mode === 'embedded') return new Mutex();
  const reserved = Math.max(1, Math.floor(databasePoolSize / 4));
  return new Permits(databasePoolSize - reserved, databaseTimeout / 2);
}

function openReplica(settings: Settings, primary: DataSource, metrics: DatabaseMetrics): Replica {
  const type = primary.options.type === 'mysql' ? 'mysql' : 'mariadb';
  const replica = new Replica(primary, type, async () => {
    const source = await new DataSource(await replicaOptions(settings, type)).initialize();
    metrics.measure(source);
    return source;
  });
  metrics.tellOf(replica);
  return replica;
}

/**
 * Opens the database, migrates it at start unless told not to, and closes it at shutdown. Provides `DataSource` and
 * its repositories for reading, and {@link UnitOfWork} for writing; in embedded mode a write that
 * goes around the unit of work throws.
 */
@Global()
@Module({})
export class DatabaseModule {
  /** @param options.entities entity classes of all domains */
  static forRoot({ entities }: { entities: Entities }): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        MetricsModule,
        TypeOrmModule.forRootAsync({
          inject: [Settings],
          useFactory: async (settings: Settings) => {
            if (settings.migrateOnStart) await runMigrations(settings);
            else await requireMigrated(settings);
            const options = await createDataSourceOptions(settings, entities, { readOnly: true });
            return { ...options, retryAttempts: 0 };
          },
          dataSourceFactory: async (options) => new DataSource(options!).initialize(),
        }),
      ],
      providers: [
        DatabaseMetrics,
        {
          provide: Writer,
          inject: [Settings, DataSource, DatabaseMetrics],
          useFactory: async (settings: Settings, reader: DataSource, metrics: DatabaseMetrics) => {
            const writer = await Writer.open(settings, reader, entities);
            for (const each of new Set([reader, writer.dataSource])) metrics.measure(each);
            return writer;
          },
        },
        {
          provide: Replica,
          inject: [Settings, DataSource, DatabaseMetrics],
          useFactory: (settings: Settings, primary: DataSource, metrics: DatabaseMetrics) =>
            settings.databaseReplicaUrl ? openReplica(settings, primary, metrics) : null,
        },
        {
          provide: UnitOfWork,
          inject: [Writer, Settings],
          useFactory: ({ dataSource }: Writer, settings: Settings) =>
            new UnitOfWork(dataSource, turnsOf(settings), settings.databaseTimeout * 0.45),
        },
      ],
      exports: [UnitOfWork, Replica],
    };
  }
}
