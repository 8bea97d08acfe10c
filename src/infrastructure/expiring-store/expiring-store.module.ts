import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { REDIS, type RedisClient } from '../redis/redis.module.js';
import { ExpiringStore } from './expiring-store.js';
import { LimitStore } from './limit-store.js';
import { MemoryExpiringStore } from './memory-expiring-store.js';
import { RedisExpiringStore } from './redis-expiring-store.js';

/** Provides {@link ExpiringStore} and {@link LimitStore}. */
@Global()
@Module({
  providers: [
    {
      provide: ExpiringStore,
      inject: [REDIS, Settings],
      useFactory: (redis: RedisClient, { redisPrefix }: Settings): ExpiringStore =>
        redis ? new RedisExpiringStore(redis, `${redisPrefix}store:`) : new MemoryExpiringStore(),
    },
    {
      provide: LimitStore,
      inject: [ExpiringStore, REDIS],
      // In memory the least used go first: what strangers have remembered pushes no counter out.
      useFactory: (store: ExpiringStore, redis: RedisClient) =>
        new LimitStore(redis ? store : new MemoryExpiringStore()),
    },
  ],
  exports: [ExpiringStore, LimitStore],
})
export class ExpiringStoreModule {}
