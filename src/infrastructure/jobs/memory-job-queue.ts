import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { after, type Timer } from '../timers.js';
import type { FailedJobFiles } from './failed-job-files.js';
import { JobFailed, PermanentError, QueueFull } from './job-errors.js';
import {
  type EnqueuedJob,
  type EnqueueOptions,
  type FailedJob,
  type JobCounts,
  jobId,
  JobQueue,
} from './job-queue.js';
import { type JobType, retryPause } from './job-type.js';
import type { JobWorkers } from './job-workers.js';
import { asError } from '../errors.js';

/** Jobs that may wait and run at the same time; beyond that no other is taken. */
const CAPACITY = 10_000;
/** Milliseconds that the process takes at its end to finish its jobs. */
const DRAIN_TIME = 10_000;

interface Job {
  readonly id: string;
  readonly type: JobType<unknown>;
  /** As JSON: what the caller does to the payload later does not reach the handler. */
  readonly payload: string;
  /** Tries that have begun. */
  attempt: number;
  lastError: Error | undefined;
  /** Settles when the job has ended. */
  readonly end: Promise<void>;
  readonly succeed: () => void;
  readonly fail: (error: JobFailed) => void;
}

/**
 * The queue of the embedded mode, inside this process. At shutdown it does what is due, keeps
 * what would have been tried again among the failed jobs, and forgets jobs whose time has not
 * come; a process that is killed loses its jobs.
 */
export class MemoryJobQueue
  extends JobQueue
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger('Jobs');
  private readonly jobs = new Map<string, Job>();
  private readonly due: Job[] = [];
  private readonly timers = new Map<Job, Timer>();
  private readonly running = new Set<Promise<void>>();
  private started = false;
  private stopping = false;

  /** @param concurrency jobs to run at once */
  constructor(
    private readonly workers: JobWorkers,
    private readonly failures: FailedJobFiles,
    private readonly concurrency: number,
  ) {
    super();
  }

  async enqueue<T>(
    type: JobType<T>,
    payload: T,
    options: EnqueueOptions = {},
  ): Promise<EnqueuedJob> {
    const id = jobId(type, options.id);
    const failure = options.id === undefined ? undefined : await this.failures.get(id);
    if (failure) return { id, finished: () => Promise.reject(new JobFailed(failure.reason)) };
    return this.add(id, type, JSON.stringify(payload), options.delaySeconds);
  }

  async counts(): Promise<JobCounts> {
    return {
      waiting: this.due.length,
      delayed: this.timers.size,
      active: this.running.size,
      failed: await this.failures.count(),
    };
  }

  async failed(): Promise<FailedJob[]> {
    const failures = await this.failures.list();
    return failures.map(({ type, ...failure }) => ({ ...failure, name: type.name }));
  }

  async retry(id: string): Promise<EnqueuedJob | undefined> {
    const failure = await this.failures.get(id);
    if (!failure) return undefined;
    const job = this.add(id, failure.type, JSON.stringify(failure.payload));
    await this.failures.remove(id);
    return job;
  }

  onApplicationBootstrap(): void {
    this.started = true;
    this.startDueJobs();
  }

  /** Before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.drain();
  }

  /** For what requests have added while the server was closing. */
  async onApplicationShutdown(): Promise<void> {
    await this.drain();
  }

  private add(id: string, type: JobType<unknown>, payload: string, delaySeconds = 0): EnqueuedJob {
    let job = this.jobs.get(id);
    if (!job) {
      if (this.jobs.size >= CAPACITY) throw new QueueFull(`${CAPACITY} jobs are waiting`);
      job = newJob(id, type, payload);
      this.jobs.set(id, job);
      this.schedule(job, delaySeconds * 1000);
    }
    const { end } = job;
    return { id, finished: (timeoutSeconds) => inTime(end, timeoutSeconds) };
  }

  private schedule(job: Job, milliseconds: number): void {
    if (milliseconds <= 0) {
      this.due.push(job);
      this.startDueJobs();
      return;
    }
    const timer = after(milliseconds, () => {
      this.timers.delete(job);
      this.schedule(job, 0);
    });
    this.timers.set(job, timer);
  }

  private startDueJobs(): void {
    while (this.started && this.running.size < this.concurrency && this.due.length > 0) {
      const run = this.run(this.due.shift()!);
      this.running.add(run);
      void run.finally(() => {
        this.running.delete(run);
        this.startDueJobs();
      });
    }
  }

  private async run(job: Job): Promise<void> {
    const { id, type } = job;
    job.attempt += 1;
    try {
      const payload: unknown = JSON.parse(job.payload);
      await this.workers.run(payload, { id, name: type.name, attempt: job.attempt });
      this.jobs.delete(id);
      job.succeed();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const isFinal = error instanceof PermanentError || job.attempt >= type.attempts;
      this.workers.logFailure({ id, name: type.name, attempt: job.attempt }, error, isFinal);
      job.lastError = error;
      if (isFinal || this.stopping) await this.giveUp(job, error);
      else this.schedule(job, retryPause(type.backoffSeconds, job.attempt));
    }
  }

  private async giveUp({ id, type, payload, attempt, fail }: Job, error: Error): Promise<void> {
    try {
      const failure = { id, type, payload: JSON.parse(payload) as unknown, attempts: attempt };
      await this.failures.add({ ...failure, failedAt: new Date(), reason: error.message });
    } catch (failure) {
      this.logger.error(`failed job ${id} could not be kept`, asError(failure).stack);
    }
    this.jobs.delete(id);
    fail(new JobFailed(error.message));
  }

  private async drain(): Promise<void> {
    this.stopping = true;
    const notDue = [...this.timers];
    this.timers.clear();
    for (const [job, timer] of notDue) {
      timer.cancel();
      if (job.lastError) await this.giveUp(job, job.lastError);
      else this.logger.warn(`job ${job.id} is lost: the process ends before it is due`);
    }
    const deadline = performance.now() + DRAIN_TIME;
    const timeout = delay(DRAIN_TIME, undefined, { ref: false });
    while (this.running.size > 0 && performance.now() < deadline) {
      await Promise.race([...this.running, timeout]);
    }
  }
}

function newJob(id: string, type: JobType<unknown>, payload: string): Job {
  let succeed!: Job['succeed'];
  let fail!: Job['fail'];
  const end = new Promise<void>((resolve, reject) => {
    succeed = resolve;
    fail = reject;
  });
  // Often nobody waits for it.
  end.catch(() => undefined);
  return { id, type, payload, attempt: 0, lastError: undefined, end, succeed, fail };
}

/** Resolves with `pending` when the end has not come within the time. */
async function inTime(end: Promise<void>, timeoutSeconds: number): Promise<'done' | 'pending'> {
  const cancel = new AbortController();
  const timeout = delay(timeoutSeconds * 1000, 'pending' as const, { signal: cancel.signal });
  try {
    return await Promise.race([end.then(() => 'done' as const), timeout]);
  } finally {
    timeout.catch(() => undefined);
    cancel.abort();
  }
}
