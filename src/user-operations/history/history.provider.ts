import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { REDIS, type RedisClient } from '../../infrastructure/redis/redis.module.js';
import { BrowseHistory } from './browse-history.js';
import { RedisBrowseHistory } from './redis-browse-history.js';
import { TableBrowseHistory } from './table-browse-history.js';

/** Histories are kept in Redis where there is one, else in the database. */
export const BROWSE_HISTORY: FactoryProvider<BrowseHistory> = {
  provide: BrowseHistory,
  inject: [REDIS, Settings, DataSource, UnitOfWork],
  useFactory: (
    redis: RedisClient,
    { redisPrefix }: Settings,
    dataSource: DataSource,
    unitOfWork: UnitOfWork,
  ) =>
    redis
      ? new RedisBrowseHistory(redis, `${redisPrefix}history:`)
      : new TableBrowseHistory(dataSource, unitOfWork),
};
