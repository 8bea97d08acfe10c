import { randomUUID } from 'node:crypto';
import type { JobType } from './job-type.js';

export interface EnqueueOptions {
  /** Seconds until the job may run; default: 0. */
  readonly delaySeconds?: number;
  /**
   * Makes the job unique among those of its kind that wait, run or have failed: enqueuing another
   * one does nothing. Letters, digits, `.`, `_` and `-`.
   */
  readonly id?: string;
  /**
   * Seconds from now on in which another one of that id does nothing even when this one is done, where
   * the queue outlives the processes; default: 0.
   */
  readonly rememberSeconds?: number;
}

/** A job that has been handed over. */
export interface EnqueuedJob {
  readonly id: string;

  /**
   * Waits for the job's end.
   *
   * @returns `pending` when it has not ended within the time, for instance because it is to be
   *   tried again
   * @throws {JobFailed} when it has failed for good
   * @throws {QueueUnavailable} when nobody can tell
   */
  finished(timeoutSeconds: number): Promise<'done' | 'pending'>;
}

/** A job that has failed for good: a dead letter. */
export interface FailedJob {
  readonly id: string;
  /** Name of the job's kind. */
  readonly name: string;
  readonly payload: unknown;
  /** How often it was tried. */
  readonly attempts: number;
  readonly failedAt: Date;
  /** Message of the last error. */
  readonly reason: string;
}

/** How many jobs there are in each state. */
export interface JobCounts {
  /** Due, and nobody has begun. */
  readonly waiting: number;
  /** For later, be it on purpose or after a failed try. */
  readonly delayed: number;
  readonly active: number;
  /** Dead letters. */
  readonly failed: number;
}

/**
 * Hands work over to be done outside of the request, now or later, at least once: a job is tried
 * again when its handler fails and when its worker dies, so handlers must be idempotent.
 *
 * What belongs to a transaction and must not be lost goes through the `JobOutbox`. Where a sweep of its
 * own finds what is lost, it is enqueued after the commit: `tx.afterCommit(() => queue.enqueue(...))`.
 *
 * Every operation rejects with {@link QueueUnavailable} while the queue cannot be reached.
 */
export abstract class JobQueue {
  /** @throws {QueueFull} and never runs the job then; likewise when the queue is away */
  abstract enqueue<T>(type: JobType<T>, payload: T, options?: EnqueueOptions): Promise<EnqueuedJob>;

  abstract counts(): Promise<JobCounts>;

  /** The jobs that have failed for good, the latest first. Only so many of the latest are kept. */
  abstract failed(): Promise<FailedJob[]>;

  /**
   * Gives a failed job all its tries again.
   *
   * @returns undefined when no failed job has this id
   */
  abstract retry(id: string): Promise<EnqueuedJob | undefined>;
}

/**
 * The full id of a job; safe as a file name and a key.
 *
 * @throws {TypeError} when the chosen part has other characters than allowed
 */
export function jobId({ name }: JobType<unknown>, chosen: string = randomUUID()): string {
  if (!/^[\w.-]{1,100}$/.test(chosen)) throw new TypeError(`unusable job id: ${chosen}`);
  return `${name}-${chosen}`;
}
