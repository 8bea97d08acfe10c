import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { REDIS, type RedisClient } from '../redis/redis.module.js';

/** Milliseconds that a check may take. */
const CHECK_TIMEOUT = 1_000;
/** Milliseconds that a result is used again. */
const RESULT_LIFE = 1_000;

type Health = 'ok' | 'failing';

export interface ReadinessReport {
  status: Health;
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
  ) {}

  /** From the moment the process is told to stop, it asks for no more requests. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  /** Asks the database and Redis, at most once a second; takes at most a second. */
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
      ...(this.redis ? { redis: this.redis.ping() } : {}),
    };
    const answers = Object.entries(questions).map(
      async ([name, question]): Promise<[string, Health]> => [name, await healthOf(question)],
    );
    const checks = Object.fromEntries(await Promise.all(answers));
    const status = Object.values(checks).every((health) => health === 'ok') ? 'ok' : 'failing';
    return { status, checks };
  }
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
