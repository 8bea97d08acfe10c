import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';
import { freePort } from './free-port.js';
import { until } from './until.js';

/** What the sentinel calls the master. */
export const MASTER = 'tests';

/** A Redis, another one that repeats it, and a sentinel that lets that one take over. */
export class WatchedRedis {
  private readonly folder = mkdtempSync(join(tmpdir(), 'shop-sentinel-'));
  private readonly processes: ChildProcess[] = [];

  private constructor(
    readonly masterPort: number,
    readonly replicaPort: number,
    readonly sentinelPort: number,
  ) {}

  static async start(): Promise<WatchedRedis> {
    const redis = new WatchedRedis(await freePort(), await freePort(), await freePort());
    afterAll(() => redis.stop());
    await redis.launch();
    return redis;
  }

  /** kill -9 of the master. */
  async killMaster(): Promise<void> {
    await kill(this.processes[0]!);
  }

  private async launch(): Promise<void> {
    const { folder, masterPort, replicaPort, sentinelPort } = this;
    const server = (port: number, ...more: string[]) =>
      ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...more].map(String);
    this.run(...server(masterPort));
    this.run(...server(replicaPort, '--replicaof', `127.0.0.1 ${masterPort}`));
    await until(() => this.knows(replicaPort, 'replication', /master_link_status:up/), 10_000);
    const file = join(folder, 'sentinel.conf');
    writeFileSync(
      file,
      [
        `port ${sentinelPort}`,
        'bind 127.0.0.1',
        `dir ${folder}`,
        `sentinel monitor ${MASTER} 127.0.0.1 ${masterPort} 1`,
        `sentinel down-after-milliseconds ${MASTER} 1000`,
        `sentinel failover-timeout ${MASTER} 5000`,
      ].join('\n'),
    );
    this.run(file, '--sentinel');
    await until(() => this.knows(sentinelPort, 'sentinel', /slaves=1/), 20_000);
  }

  private async stop(): Promise<void> {
    await Promise.all(this.processes.map(kill));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(...args: string[]): void {
    this.processes.push(spawn('redis-server', args, { stdio: 'ignore' }));
  }

  private async knows(port: number, section: string, fact: RegExp): Promise<boolean> {
    const redis = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return fact.test(await redis.info(section));
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
