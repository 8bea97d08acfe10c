import { Logger } from '@nestjs/common';
import type { Redis, RedisOptions } from 'ioredis';
import { OutageLog } from '../logging/outage-log.js';
import { redisClient, type RedisAddress } from '../redis/redis-connection.js';

/** Milliseconds until a command is given up. */
const COMMAND_TIMEOUT = 2_000;
/** Milliseconds without any byte after which a connection that waits for jobs counts as dead. */
const SILENCE = 15_000;

const COMMON: RedisOptions = {
  lazyConnect: true,
};

/** What Bull needs of a connection: that it neither asks whether Redis is ready nor gives up. */
const LASTING: RedisOptions = {
  ...COMMON,
  enableReadyCheck: false,
  maxRetriesPerRequest: null,
};

const OPTIONS: Record<BullConnection, RedisOptions> = {
  // Hands jobs over and records how they ended; it must say no at once while Redis is away.
  client: {
    ...COMMON,
    commandTimeout: COMMAND_TIMEOUT,
    socketTimeout: COMMAND_TIMEOUT * 2,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  },
  bclient: { ...LASTING, socketTimeout: SILENCE },
  subscriber: LASTING,
};

/** Bull's names: for commands, for waiting for jobs, for news. */
export type BullConnection = 'client' | 'bclient' | 'subscriber';

/** The connections of one Bull queue. */
export class BullConnections {
  private readonly open: Redis[] = [];
  private readonly outage = new OutageLog(new Logger('Jobs'), 'no job is handed over or run');

  private constructor(private readonly address: RedisAddress) {}

  /** Resolves once Redis can be used, or has shown that it cannot yet. */
  static async connect(address: RedisAddress): Promise<BullConnections> {
    const connections = new BullConnections(address);
    connections.commands = connections.create('client');
    await connections.commands.connect().catch(() => undefined);
    return connections;
  }

  private commands: Redis | undefined;

  /** For Bull's option `createClient`. */
  get(type: BullConnection): Redis {
    if (type === 'client') return this.commands!;
    const redis = this.create(type);
    redis.connect().catch(() => undefined);
    return redis;
  }

  close(): void {
    for (const redis of this.open) redis.disconnect();
  }

  private create(type: BullConnection): Redis {
    const redis = redisClient(this.address, OPTIONS[type]);
    redis.on('error', (error) => this.outage.failed(error));
    redis.on('ready', () => this.outage.recovered());
    this.open.push(redis);
    return redis;
  }
}
