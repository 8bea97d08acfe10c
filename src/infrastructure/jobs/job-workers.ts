import { Injectable, Logger, Module } from '@nestjs/common';
import { reportError } from '../error-reports/report.js';
import { defineCounter, defineHistogram } from '../metrics/index.js';
import { PermanentError } from './job-errors.js';
import type { JobType } from './job-type.js';

const ENDED = defineCounter('jobs_total', 'Tries of jobs that have ended: done, retried, failed.', [
  'name',
  'outcome',
]);
const DURATION = defineHistogram('job_duration_seconds', 'Tries of jobs, failed ones too.', [
  'name',
]);
const STALLED = defineCounter(
  'jobs_stalled_total',
  'Jobs taken from workers that gave no sign of life.',
);

/** The try of a job that a handler is called for. */
export interface RunningJob {
  /** The same in every try: what the handler does can be made idempotent with it. */
  readonly id: string;
  readonly name: string;
  /** Number of the try, from 1. */
  readonly attempt: number;
}

/**
 * Does a job; safe to be called more than once for the same one.
 *
 * @throws {PermanentError} when trying again would not help; any other error leads to another try
 */
export type JobHandler<T> = (payload: T, job: RunningJob) => Promise<void>;

interface KnownJob {
  readonly type: JobType<unknown>;
  readonly handler: JobHandler<unknown>;
}

/** Who does which job. */
@Injectable()
export class JobWorkers {
  private readonly logger = new Logger('Jobs');
  private readonly known = new Map<string, KnownJob>();

  /** Call it in `onModuleInit`: jobs are run from the application's bootstrap on. */
  register<T>(type: JobType<T>, handler: JobHandler<T>): void {
    if (this.known.has(type.name)) throw new Error(`two handlers for job ${type.name}`);
    this.known.set(type.name, { type, handler: handler as JobHandler<unknown> });
  }

  /** Whether somebody does such jobs here; during a deployment a newer process may know others. */
  has(name: string): boolean {
    return this.known.has(name);
  }

  /** The kind of job that is called so. @throws Error for one that nobody does here */
  typeOf(name: string): JobType<unknown> {
    return this.get(name).type;
  }

  /** Does one try of a job. */
  async run(payload: unknown, job: RunningJob): Promise<void> {
    const { handler } = this.get(job.name);
    const startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    try {
      await handler(payload, job);
    } finally {
      DURATION.observe({ name: job.name }, elapsed() / 1000);
    }
    ENDED.count({ name: job.name, outcome: 'done' });
    this.logger.debug(`job ${job.id} done in ${Math.round(elapsed())} ms, try ${job.attempt}`);
  }

  /** Writes a failed try to the log. */
  logFailure({ id, name, attempt }: RunningJob, error: Error, isFinal: boolean): void {
    ENDED.count({ name, outcome: isFinal ? 'failed' : 'retried' });
    if (isFinal && !(error instanceof PermanentError)) {
      reportError(error, { what: `job ${name}` });
    }
    const outcome = isFinal ? 'failed for good' : 'failed and is to be tried again';
    const message = `job ${id} ${outcome}, try ${attempt}: ${error.message}`;
    const stack = error instanceof PermanentError ? undefined : error.stack;
    this.logger[isFinal ? 'error' : 'warn'](message, stack);
  }

  /** Somebody else's worker has died of a job, or is too busy to say that it lives. */
  countStalled(): void {
    STALLED.count({});
  }

  private get(name: string): KnownJob {
    const known = this.known.get(name);
    // Not permanent: during a deployment a newer process may know the job.
    if (!known) throw new Error(`no handler for job ${name}`);
    return known;
  }
}

/** Provides {@link JobWorkers}. */
@Module({ providers: [JobWorkers], exports: [JobWorkers] })
export class JobWorkersModule {}
