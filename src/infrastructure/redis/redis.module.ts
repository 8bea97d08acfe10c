import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Settings } from '../../config/settings.js';
import { OutageLog } from '../logging/outage-log.js';
import { defineGauge, Gauges, MetricsModule } from '../metrics/index.js';
import { timeCommands } from './command-times.js';
import type { RedisAddress } from './redis-connection.js';
import { COMMAND_TIMEOUT } from './timeouts.js';

const UP = defineGauge('redis_up', 'Whether this process can use Redis: 1 or 0.');

/** Injection token of the one Redis client, which is null in embedded mode. */
export const REDIS = Symbol('REDIS');
export type RedisClient = Redis | null;

/**
 * Opens a client whose commands answer or fail within half a second and fail at once while there
 * is no connection. It keeps trying to connect in the background.
 */
export async function openRedis(address: RedisAddress): Promise<Redis> {
  const { redisClient } = await import('./redis-connection.js');
  const redis = redisClient(address, {
    lazyConnect: true,
    commandTimeout: COMMAND_TIMEOUT,
    socketTimeout: COMMAND_TIMEOUT * 2,
    disconnectTimeout: COMMAND_TIMEOUT,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  const outage = new OutageLog(new Logger('Redis'), 'what needs it does without');
  redis.on('error', (error) => outage.failed(error));
  redis.on('ready', () => outage.recovered());
  // The shop starts without Redis as well; the client has logged why.
  await redis.connect().catch(() => undefined);
  return redis;
}

/** Provides {@link REDIS} and closes it at shutdown. */
@Global()
@Module({
  imports: [MetricsModule],
  providers: [
    {
      provide: REDIS,
      inject: [Settings],
      useFactory: (settings: Settings): Promise<Redis> | null =>
        settings.redisUrl ? openRedis(settings) : null,
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    gauges: Gauges,
  ) {
    if (!redis) return;
    timeCommands(redis);
    gauges.register(UP, () => (redis.status === 'ready' ? 1 : 0));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.redis?.quit().catch(() => this.redis?.disconnect());
  }
}
