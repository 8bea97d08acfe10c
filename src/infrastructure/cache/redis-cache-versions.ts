import { randomUUID } from 'node:crypto';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis, Result } from 'ioredis';
import { OutageLog } from '../logging/outage-log.js';
import { CacheVersions } from './cache-versions.js';

/** Milliseconds between two looks at the versions in Redis. */
const SYNC_INTERVAL = 1_000;
/** Milliseconds without a successful look until the local copy counts as unknown. */
const TRUSTED_FOR = 2_000;
/** Milliseconds that an entry lives while the versions are unknown. */
const ISOLATED_LIFE = 1_000;

/** Part of every version: raised after an outage, so that everything from before is outdated. */
const EVERYTHING = '*';

/**
 * Raises the versions and tells all nodes. A version is at least the time in milliseconds, so that
 * it rises even when Redis has lost its data, and more than the number that the caller knew.
 */
const BUMP = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local raised = {}
  for i = 2, #ARGV, 2 do
    local known = math.max(tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or 0), tonumber(ARGV[i + 1]))
    local version = string.format('%.0f', math.max(known + 1, now))
    redis.call('HSET', KEYS[1], ARGV[i], version)
    raised[#raised + 1] = ARGV[i]
    raised[#raised + 1] = version
  end
  redis.call('PUBLISH', ARGV[1], cjson.encode(raised))
  return raised
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    bumpVersions(
      key: string,
      channel: string,
      ...pairs: (string | number)[]
    ): Result<string[], Context>;
  }
}

/**
 * The versions that all nodes share through Redis. Each node answers from its own copy, which a
 * broadcast keeps current and a look every second puts right if a message was lost.
 *
 * While Redis cannot be reached, a node cannot know what the others change: after two seconds its
 * versions change every second, so that no entry is used for longer than that. Its own changes are
 * kept for the others, and once Redis is back everything cached before counts as outdated.
 */
export class RedisCacheVersions extends CacheVersions implements OnApplicationShutdown {
  override readonly ready: Promise<void>;
  private readonly outage = new OutageLog(
    new Logger(RedisCacheVersions.name),
    'cached data lives for a second only',
  );
  private readonly node = randomUUID();
  private readonly key: string;
  private readonly channel: string;
  private readonly numbers = new Map<string, number>();
  /** The versions of lists of tags as text, until one rises: each kept answer asks for some. */
  private joined = new WeakMap<readonly string[], string>();
  /** Tags that rose here but not yet in Redis, with the number they rose to. */
  private readonly pending = new Map<string, number>();
  private readonly subscriber: Redis;
  private readonly timer: NodeJS.Timeout;
  private syncedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param redis client for commands; a second connection is opened to listen
   * @param prefix starts the names of the key and the channel
   */
  constructor(
    private readonly redis: Redis,
    prefix: string,
  ) {
    super();
    this.key = `${prefix}cache-versions`;
    this.channel = `${prefix}cache-versions`;
    redis.defineCommand('bumpVersions', { numberOfKeys: 1, lua: BUMP });
    this.subscriber = redis.duplicate({
      lazyConnect: true,
      autoResubscribe: false,
      socketTimeout: undefined,
    });
    this.subscriber.on('error', () => undefined);
    this.subscriber.on('ready', () => void this.listen());
    this.subscriber.on('message', (_channel, message) => this.learn(JSON.parse(message)));
    this.subscriber.connect().catch(() => undefined);
    redis.on('ready', this.resync);
    this.ready = this.sync();
    this.timer = setInterval(this.resync, SYNC_INTERVAL).unref();
  }

  override current(tags: readonly string[]): string {
    let versions = this.joined.get(tags);
    if (versions === undefined) {
      versions = [EVERYTHING, ...tags].map((tag) => this.numbers.get(tag) ?? 0).join('.');
      this.joined.set(tags, versions);
    }
    const now = performance.now();
    if (now - this.syncedAt < TRUSTED_FOR) return versions;
    return `${this.node}@${Math.floor(now / ISOLATED_LIFE)}.${versions}`;
  }

  override async bump(tags: readonly string[]): Promise<void> {
    for (const tag of tags) this.raise(tag);
    await this.guarded(() => this.flush());
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.redis.off('ready', this.resync);
    this.subscriber.disconnect();
  }

  private readonly resync = () => void this.sync();

  private sync(): Promise<void> {
    return this.guarded(async () => {
      const asked = performance.now();
      const wasCutOff = asked - this.syncedAt > TRUSTED_FOR;
      if (wasCutOff && this.numbers.size > 0) this.raise(EVERYTHING);
      await this.flush();
      this.learn(Object.entries(await this.redis.hgetall(this.key)).flat());
      this.syncedAt = asked;
    });
  }

  private raise(tag: string): void {
    const number = (this.numbers.get(tag) ?? 0) + 1;
    this.set(tag, number);
    this.pending.set(tag, number);
  }

  private async flush(): Promise<void> {
    const raised = [...this.pending];
    if (raised.length === 0) return;
    this.learn(await this.redis.bumpVersions(this.key, this.channel, ...raised.flat()));
    for (const [tag, number] of raised) {
      if (this.pending.get(tag) === number) this.pending.delete(tag);
    }
  }

  /** Takes over versions, given as tag, number, tag, number ...; they only ever rise. */
  private learn(pairs: string[]): void {
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      const tag = pairs[index]!;
      this.set(tag, Number(pairs[index + 1]));
    }
  }

  private set(tag: string, number: number): void {
    if (number <= (this.numbers.get(tag) ?? 0)) return;
    this.numbers.set(tag, number);
    this.joined = new WeakMap();
  }

  private async listen(): Promise<void> {
    await this.subscriber.subscribe(this.channel).catch(() => undefined);
    await this.sync();
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.outage.recovered();
    } catch (error) {
      this.outage.failed(error);
    }
  }
}
