import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Settings } from '../../config/settings.js';
import { OutageLog } from '../logging/outage-log.js';
import { COMMAND_TIMEOUT, CONNECT_TIMEOUT, reconnectPause } from './timeouts.js';

/** Injection token of the one Redis client, which is null in embedded mode. */
export const REDIS = Symbol('REDIS');
export type RedisClient = Redis | null;

/**
 * Opens a client whose commands answer or fail within half a second and fail at once while there
 * is no connection. It keeps trying to connect in the background.
 */
export async function openRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    socketTimeout: COMMAND_TIMEOUT * 2,
    disconnectTimeout: COMMAND_TIMEOUT,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: reconnectPause,
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
  providers: [
    {
      provide: REDIS,
      inject: [Settings],
      useFactory: ({ redisUrl }: Settings): Promise<Redis> | null =>
        redisUrl ? openRedis(redisUrl) : null,
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: RedisClient) {}

  async onApplicationShutdown(): Promise<void> {
    await this.redis?.quit().catch(() => this.redis?.disconnect());
  }
}
