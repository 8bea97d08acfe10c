import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { REDIS, type RedisClient } from '../redis/redis.module.js';
import { Broadcast } from './broadcast.js';
import { MemoryBroadcast } from './memory-broadcast.js';
import { RedisBroadcast } from './redis-broadcast.js';

/** Provides {@link Broadcast}. */
@Global()
@Module({
  providers: [
    {
      provide: Broadcast,
      inject: [REDIS, Settings],
      useFactory: (redis: RedisClient, { redisPrefix }: Settings): Broadcast =>
        redis ? new RedisBroadcast(redis, redisPrefix) : new MemoryBroadcast(),
    },
  ],
  exports: [Broadcast],
})
export class BroadcastModule {}
