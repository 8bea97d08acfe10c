import { Global, Module } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Settings } from '../../config/settings.js';
import { REDIS, type RedisClient } from '../redis/redis.module.js';
import { MemoryThrottlerStorage } from './memory-throttler-storage.js';
import { RedisThrottlerStorage } from './redis-throttler-storage.js';

/** Injection token of the `ThrottlerStorage`: where requests are counted. */
export const REQUEST_COUNTS = Symbol('REQUEST_COUNTS');

/** Provides `REQUEST_COUNTS`. */
@Global()
@Module({
  providers: [
    {
      provide: REQUEST_COUNTS,
      inject: [REDIS, Settings],
      useFactory: (redis: RedisClient, { redisPrefix }: Settings): ThrottlerStorage =>
        redis
          ? new RedisThrottlerStorage(redis, `${redisPrefix}throttle:`)
          : new MemoryThrottlerStorage(),
    },
  ],
  exports: [REQUEST_COUNTS],
})
export class ThrottlingModule {}
