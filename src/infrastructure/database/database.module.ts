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
import { createDataSourceOptions, type Entities } from './data-source.js';
import { runMigrations } from './migrate.js';
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
 * Opens the database, migrates it at start and closes it at shutdown. Provides `DataSource` and
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
        TypeOrmModule.forRootAsync({
          inject: [Settings],
          useFactory: async (settings: Settings) => {
            await runMigrations(settings);
            const options = await createDataSourceOptions(settings, entities, { readOnly: true });
            return { ...options, retryAttempts: 0 };
          },
          dataSourceFactory: async (options) => new DataSource(options!).initialize(),
        }),
      ],
      providers: [
        {
          provide: Writer,
          inject: [Settings, DataSource],
          useFactory: (settings: Settings, reader: DataSource) =>
            Writer.open(settings, reader, entities),
        },
        {
          provide: UnitOfWork,
          inject: [Writer],
          useFactory: (writer: Writer) => new UnitOfWork(writer.dataSource),
        },
      ],
      exports: [UnitOfWork],
    };
  }
}
