import { mkdir, statfs } from 'node:fs/promises';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { Replica } from '../database/replica.js';
import { storageSettings } from '../storage/storage.settings.js';
import { REDIS, type RedisClient } from '../redis/redis.module.js';

/** Milliseconds that a check may take. */
const CHECK_TIMEOUT = 1_000;
/** Milliseconds that a result is used again. */
const RESULT_LIFE = 1_000;

/** Bytes that must be free on the disk of the data. */
const FREE_BYTES = 16 * 1024 * 1024;

type Health = 'ok' | 'failing';

export interface ReadinessReport {
  /** `degraded`: requests are served, some of them worse than usual. */
  status: Health | 'degraded';
  checks: Record<string, Health>;
}

/** Finds out whether this process can serve requests. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private last: Promise<ReadinessReport> | undefined;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(REDIS) private readonly redis: RedisClient,
    private readonly settings: Settings,
    @Inject(Replica) private readonly replica: Replica | null,
  ) {}

  beforeApplicationShutdown(): void {
    this.leave();
  }

  /** From the moment the process is told to stop, it asks for no more requests. */
  leave(): void {
    this.stopping = true;
  }

  /** Asks what the shop stands on, at most once a second; takes at most a second. */
  async check(): Promise<ReadinessReport> {
    if (this.stopping) return { status: 'failing', checks: {} };
    const now = performance.now();
    if (!this.last || now - this.checkedAt > RESULT_LIFE) {
      this.checkedAt = now;
      this.last = this.ask();
    }
    return this.last;
  }

  private async ask(): Promise<ReadinessReport> {
    const questions: Record<string, Promise<unknown>> = {
      database: this.dataSource.query('SELECT 1'),
      ...(this.replica ? { replica: mustBeUsable(this.replica) } : {}),
      ...(this.redis ? { redis: this.redis.ping() } : {}),
      ...this.disks(),
    };
    const answers = Object.entries(questions).map(
      async ([name, question]): Promise<[string, Health]> => [name, await healthOf(question)],
    );
    const checks = Object.fromEntries(await Promise.all(answers));
    return { status: overall(checks), checks };
  }

  /** The disk of the embedded database, and that of what users upload. */
  private disks(): Record<string, Promise<unknown>> {
    const { mode, dataDir, mediaRoot } = this.settings;
    const { url: storageUrl } = this.settings.of(storageSettings);
    return {
      ...(mode === 'embedded' ? { disk: mustHaveRoom(dataDir) } : {}),
      ...(storageUrl ? {} : { uploads: mustHaveRoom(mediaRoot) }),
    };
  }
}

/** Without a replica, Redis or room for uploads a process serves most of the shop, without the rest nothing. */
function overall({ database, disk = 'ok', ...others }: Record<string, Health>) {
  if (database !== 'ok' || disk !== 'ok') return 'failing';
  return Object.values(others).every((health) => health === 'ok') ? 'ok' : 'degraded';
}

async function mustBeUsable({ isUsable }: Replica): Promise<void> {
  if (!isUsable) throw new Error('the replica is away or behind');
}

async function mustHaveRoom(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < FREE_BYTES) throw new Error(`the disk of ${folder} is full`);
}

async function healthOf(question: Promise<unknown>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve('failing'), CHECK_TIMEOUT);
  });
  const answer = question.then(
    (): Health => 'ok',
    (): Health => 'failing',
  );
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
