import { ConsoleLogger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll } from 'vitest';
import { ConfigModule } from '../../src/config/config.module.js';
import type { Settings } from '../../src/config/settings.js';
import type { Entities } from '../../src/infrastructure/database/data-source.js';
import { DatabaseModule } from '../../src/infrastructure/database/database.module.js';
import { UnitOfWork } from '../../src/infrastructure/database/unit-of-work.js';

/** A migrated database without the rest of the application, open while the tests run. */
export function testDatabase(settings: Settings, entities: Entities) {
  const database = {} as { dataSource: DataSource; unitOfWork: UnitOfWork };
  let close = async () => {};
  beforeAll(async () => {
    const module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(settings), DatabaseModule.forRoot({ entities })],
    })
      .setLogger(new ConsoleLogger({ logLevels: [] }))
      .compile();
    await module.enableShutdownHooks().init();
    database.dataSource = module.get(DataSource);
    database.unitOfWork = module.get(UnitOfWork);
    close = () => module.close();
  });
  afterAll(() => close());
  return database;
}
