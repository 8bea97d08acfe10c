import { Global, Module } from '@nestjs/common';
import { ThrottlerStorage } from '@nestjs/throttler';
import { Settings } from '../../config/settings.js';
import { REDIS, type RedisClient } from '../redis/redis.module.js';
import { MemoryThrottlerStorage } from './memory-throttler-storage.js';
import { RedisThrottlerStorage } from './redis-throttler-storage.js';

/** Provides `ThrottlerStorage`: where requests are counted. */
@Global()
@Module({
  providers: [
    {
      provide: ThrottlerStorage,
      inject: [REDIS, Settings],
      useFactory: (redis: RedisClient, { redisPrefix }: Settings): ThrottlerStorage =>
        redis
          ? new RedisThrottlerStorage(redis, `${redisPrefix}throttle:`)
          : new MemoryThrottlerStorage(),
    },
  ],
  exports: [ThrottlerStorage],
})
export class ThrottlingModule {}
