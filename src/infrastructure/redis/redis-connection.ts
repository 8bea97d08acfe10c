import { Redis, type RedisOptions } from 'ioredis';
import type { Settings } from '../../config/settings.js';
import { COMMAND_TIMEOUT, CONNECT_TIMEOUT, reconnectPause } from './timeouts.js';

/** Which Redis is meant. */
export type RedisAddress = Pick<Settings, 'redisUrl'> &
  Partial<Pick<Settings, 'redisSentinels' | 'redisSentinelName'>>;

/**
 * A client of the Redis of the settings, wherever that is: at its address, or where the sentinels
 * say at each connection that the master is.
 *
 * @param address with a `redisUrl`
 */
export function redisClient(address: RedisAddress, options: RedisOptions): Redis {
  const { redisUrl, redisSentinels = [], redisSentinelName } = address;
  const common = { connectTimeout: CONNECT_TIMEOUT, retryStrategy: reconnectPause, ...options };
  if (redisSentinels.length === 0) return new Redis(redisUrl!, common);
  const { username, password, pathname, protocol } = new URL(redisUrl!);
  return new Redis({
    ...common,
    sentinels: [...redisSentinels],
    name: redisSentinelName,
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    db: Number(pathname.slice(1) || 0),
    ...(protocol === 'rediss:' && { tls: {} }),
    sentinelCommandTimeout: COMMAND_TIMEOUT,
    sentinelRetryStrategy: reconnectPause,
    // A master that was replaced may still answer, and would take what nobody sees.
    failoverDetector: true,
  });
}
