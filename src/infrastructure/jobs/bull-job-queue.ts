import {
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Job, JobOptions, Queue, QueueOptions } from 'bull';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { rejectingWith } from '../errors.js';
import type { BullConnections } from './bull-connections.js';
import { JobFailed, PermanentError, QueueUnavailable } from './job-errors.js';
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

/** Name of the one queue; its keys start with it. */
export const QUEUE = 'jobs';
const BACKOFF = 'exponential-with-jitter';
/** Milliseconds that a job stays with a worker that gives no sign of life. */
const LOCK = 5_000;
/** Milliseconds between two searches for such jobs. */
const STALLED_SEARCH = 2_500;
/** How many workers may die of a job until it counts as failed. */
const DEATHS = 3;
const FAILED_JOBS_KEPT = 10_000;

/** Options of the Bull queue that {@link BullJobQueue} works with. */
export function bullOptions(connections: BullConnections, redisPrefix: string): QueueOptions {
  return {
    prefix: `${redisPrefix}bull`,
    createClient: (type) => connections.get(type),
    settings: {
      lockDuration: LOCK,
      stalledInterval: STALLED_SEARCH,
      maxStalledCount: DEATHS,
      retryProcessDelay: 1_000,
      backoffStrategies: {
        [BACKOFF]: (attempt: number, error: Error, { seconds }: { seconds: number }) =>
          error instanceof PermanentError ? -1 : retryPause(seconds, attempt),
      },
    },
  };
}

function jobOptions(type: JobType<unknown>): JobOptions {
  return {
    attempts: type.attempts,
    backoff: { type: BACKOFF, options: { seconds: type.backoffSeconds } },
    // Payloads may hold secrets; what is done is forgotten.
    removeOnComplete: true,
    removeOnFail: FAILED_JOBS_KEPT,
    stackTraceLimit: 1,
  };
}

/** What Bull's types leave out: the name by which Redis lists a worker's connection. */
interface NamesWorkers {
  setWorkerName(): Promise<unknown>;
}

/** Bull waits for that in no place, so that a process which ends at once would die of its failure. */
function nameWorkerQuietly(queue: Queue): void {
  const named = queue as Queue & NamesWorkers;
  const setWorkerName = named.setWorkerName.bind(named);
  named.setWorkerName = () => setWorkerName().catch(() => undefined);
}

/** Tells apart that Redis does not answer, within the two seconds that its client has for it. */
const answered = rejectingWith(QueueUnavailable);

/** The queue of the stack mode: Bull on Redis, shared by all processes. */
export class BullJobQueue
  extends JobQueue
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  /** Emits the id of every job that ends, anywhere. */
  private readonly endings = new EventEmitter().setMaxListeners(0);
  private listening: Promise<unknown> | undefined;

  /** @param concurrency jobs to run at once in this process; 0: none */
  constructor(
    private readonly queue: Queue,
    private readonly connections: BullConnections,
    private readonly workers: JobWorkers,
    private readonly concurrency: number,
  ) {
    super();
  }

  async enqueue<T>(
    type: JobType<T>,
    payload: T,
    { id: chosenId, delaySeconds = 0, rememberSeconds = 0 }: EnqueueOptions = {},
  ): Promise<EnqueuedJob> {
    const id = jobId(type, chosenId);
    const options: JobOptions = {
      ...jobOptions(type),
      jobId: id,
      delay: Math.round(delaySeconds * 1000),
      // Bull keeps the id alone, and sets it in the script that adds the job.
      ...(rememberSeconds > 0 && { debounce: { id, ttl: rememberSeconds * 1000 } }),
    };
    await answered(this.queue.add(type.name, { payload }, options));
    return this.enqueued(id);
  }

  async counts(): Promise<JobCounts> {
    const { waiting, delayed, active, failed } = await answered(this.queue.getJobCounts());
    return { waiting, delayed, active, failed };
  }

  async failed(): Promise<FailedJob[]> {
    const jobs = await answered(this.queue.getFailed());
    return jobs
      .filter((job) => job !== null)
      .map((job) => ({
        id: String(job.id),
        name: job.name,
        payload: (job.data as { payload: unknown }).payload,
        attempts: job.attemptsMade,
        failedAt: new Date(job.finishedOn ?? job.timestamp),
        reason: job.failedReason ?? '',
      }));
  }

  async retry(id: string): Promise<EnqueuedJob | undefined> {
    return (await answered(this.tryAgain(id))) ? this.enqueued(id) : undefined;
  }

  onApplicationBootstrap(): void {
    if (this.concurrency === 0) return;
    this.queue.on('failed', (job: Job | null, error) => {
      if (job) this.logFailure(job, error);
    });
    this.queue.on('stalled', () => this.workers.countStalled());
    nameWorkerQuietly(this.queue);
    // Settles when the queue closes; rejects when Redis has not been reached until then.
    this.queue.process('*', this.concurrency, (job) => this.run(job)).catch(() => undefined);
  }

  /** Lets the running jobs finish before the database closes, and takes no others. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.whileConnected(() => this.queue.pause(true));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.whileConnected(() => this.queue.close());
    this.connections.close();
  }

  /**
   * Without Redis, or once it goes away, nobody would ever answer Bull's goodbye; running jobs are
   * taken over later.
   */
  private async whileConnected(goodbye: () => Promise<unknown>): Promise<void> {
    const { client } = this.queue;
    if (client.status !== 'ready') return;
    const end = new AbortController();
    const lost = once(client, 'close', { signal: end.signal }).catch(() => undefined);
    try {
      await Promise.race([goodbye(), lost]);
    } finally {
      end.abort();
    }
  }

  private enqueued(id: string): EnqueuedJob {
    return { id, finished: (timeoutSeconds) => this.finished(id, timeoutSeconds) };
  }

  /** @returns whether a failed job has this id */
  private async tryAgain(id: string): Promise<boolean> {
    const job = await this.queue.getJob(id);
    if (!job || !(await job.isFailed())) return false;
    // Bull would give it a single try more, and count the workers that died of it before.
    await this.queue.client.hset(this.queue.toKey(id), { attemptsMade: 0, stalledCounter: 0 });
    await job.retry();
    return true;
  }

  private run(job: Job): Promise<void> {
    const { payload }: { payload: unknown } = job.data;
    const attempt = job.attemptsMade + 1;
    return this.workers.run(payload, { id: String(job.id), name: job.name, attempt });
  }

  private logFailure({ id, name, attemptsMade, finishedOn }: Job, error: Error): void {
    const isFinal = finishedOn !== undefined && finishedOn !== null;
    this.workers.logFailure({ id: String(id), name, attempt: attemptsMade }, error, isFinal);
  }

  private async finished(id: string, timeoutSeconds: number): Promise<'done' | 'pending'> {
    const cancel = new AbortController();
    const { signal } = cancel;
    const timeout = delay(timeoutSeconds * 1000, undefined, { signal }).catch(() => undefined);
    const ended = once(this.endings, id, { signal }).catch(() => undefined);
    try {
      await Promise.race([this.listen(), timeout]);
      if (await this.hasSucceeded(id)) return 'done';
      await Promise.race([ended, timeout]);
      return (await this.hasSucceeded(id)) ? 'done' : 'pending';
    } finally {
      cancel.abort();
    }
  }

  /** Whether the job is gone, as jobs are when they are done. */
  private async hasSucceeded(id: string): Promise<boolean> {
    const job = await answered(this.queue.getJob(id));
    if (!job) return true;
    if (!(await answered(job.isFailed()))) return false;
    // Read again: it may have failed since.
    const failed = await answered(this.queue.getJob(id));
    throw new JobFailed(failed?.failedReason ?? '');
  }

  /** Begins to hear of the ends of jobs; resolves when none will be missed. */
  private listen(): Promise<unknown> {
    this.listening ??= Promise.all(
      (['global:completed', 'global:failed'] as const).map(async (event) => {
        const registered = once(this.queue, `registered:${event}`);
        this.queue.on(event, (id: string) => this.endings.emit(String(id)));
        await registered;
      }),
    );
    return this.listening;
  }
}
