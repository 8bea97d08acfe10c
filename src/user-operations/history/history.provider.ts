import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { REDIS, type RedisClient } from '../../infrastructure/redis/redis.module.js';
import { UsersService } from '../../users/users.service.js';
import { BrowseHistory } from './browse-history.js';
import { LastingBrowseHistory } from './lasting-browse-history.js';
import { RedisBrowseHistory } from './redis-browse-history.js';
import { TableBrowseHistory } from './table-browse-history.js';

/** Histories are kept in Redis where there is one and it answers, else in the database. */
export const BROWSE_HISTORY: FactoryProvider<BrowseHistory> = {
  provide: BrowseHistory,
  inject: [REDIS, Settings, DataSource, UnitOfWork, UsersService],
  useFactory: (
    redis: RedisClient,
    { redisPrefix }: Settings,
    dataSource: DataSource,
    unitOfWork: UnitOfWork,
    users: UsersService,
  ) => {
    const table = new TableBrowseHistory(dataSource, unitOfWork, users);
    if (!redis) return table;
    return new LastingBrowseHistory(new RedisBrowseHistory(redis, `${redisPrefix}history:`), table);
  },
};
