import { CACHE_MANAGER, CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import { KeyvAdapter } from 'cache-manager';
import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { Settings } from '../../config/settings.js';
import { cacheSettings } from './cache.settings.js';
import { REDIS, type RedisClient } from '../redis/redis.module.js';
import { CacheVersions, LocalCacheVersions } from './cache-versions.js';
import { RedisCacheVersions } from './redis-cache-versions.js';

/** Bytes that the embedded mode's cache may hold. */
const MEMORY_BYTES = 64 * 1024 * 1024;
/** Milliseconds that entries live when neither the caller nor the settings say so. */
const FALLBACK_TTL = 60_000;

/** The store of the embedded mode: bounded by bytes, the least recently used go first. */
export function memoryStore(bytes = MEMORY_BYTES): Keyv {
  const entries = new LRUCache<string, string>({
    maxSize: bytes,
    // Strings with Chinese take two bytes per character.
    sizeCalculation: (value, key) => 2 * (value.length + key.length) + 1,
  });
  const store = {
    get: (key: string) => entries.get(key),
    set: (key: string, value: string, ttl?: number) => entries.set(key, value, { ttl }),
    delete: (key: string) => entries.delete(key),
    clear: () => entries.clear(),
  };
  return new Keyv({ store, useKeyPrefix: false });
}

/** The store that all nodes share in stack mode. */
export async function redisCache(url: string, prefix: string, ttl: number): Promise<Keyv> {
  const { RedisCacheStore } = await import('./redis-cache-store.js');
  const store = new KeyvAdapter(new RedisCacheStore(url, `${prefix}cache:`, ttl));
  const keyv = new Keyv({ store, useKeyPrefix: false });
  // The library beneath turns values into JSON by itself.
  keyv.serialize = undefined;
  keyv.deserialize = undefined;
  return keyv;
}

/** Provides cache-manager's `Cache` under `CACHE_MANAGER`, and {@link CacheVersions}. */
@Global()
@Module({
  imports: [
    NestCacheModule.registerAsync({
      inject: [Settings],
      useFactory: async (settings: Settings) => {
        const { redisCacheUrl, redisPrefix } = settings;
        const { ttl: cacheTtl } = settings.of(cacheSettings);
        const ttl = cacheTtl * 1000 || FALLBACK_TTL;
        return {
          ttl,
          stores: [
            redisCacheUrl ? await redisCache(redisCacheUrl, redisPrefix, ttl) : memoryStore(),
          ],
        };
      },
    }),
  ],
  providers: [
    {
      provide: CacheVersions,
      inject: [REDIS, Settings],
      useFactory: async (redis: RedisClient, { redisPrefix }: Settings) => {
        const versions = redis
          ? new RedisCacheVersions(redis, redisPrefix)
          : new LocalCacheVersions();
        await versions.ready;
        return versions;
      },
    },
  ],
  exports: [NestCacheModule, CacheVersions],
})
export class CacheModule {}

export { CACHE_MANAGER };
