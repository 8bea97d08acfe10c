import { randomUUID } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In, LessThan, LessThanOrEqual } from 'typeorm';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DAY } from '../durations.js';
import { OutageLog } from '../logging/outage-log.js';
import { PeriodicTask } from '../periodic-task.js';
import { wholeSecond } from '../whole-second.js';
import { OutboxJob } from './job-outbox.entity.js';
import { jobId, JobQueue } from './job-queue.js';
import type { JobType } from './job-type.js';
import { JobWorkers } from './job-workers.js';

/** Seconds from one sweep to the next. */
const PAUSE = 10;
/** Rows that a sweep reads in one go. */
const BATCH = 100;
/** Milliseconds that whoever is about to hand a job over has for it, before a sweep takes it. */
const PATIENCE = 30_000;
/** Seconds that the queue knows a job after it was handed over: it is not handed over again then. */
const REMEMBERED = DAY / 1000;
/** Milliseconds after which nobody wants to hear of it any more. */
const LIFE = 7 * DAY;

/** A job that a transaction wants done. */
export interface OutgoingJob {
  readonly name: string;
  /** As JSON. */
  readonly payload: string;
  readonly id: string | undefined;
}

/**
 * A job for {@link JobOutbox.add}.
 *
 * @param payload not longer than a text column of MySQL: names of rows rather than their contents
 * @param id as for `JobQueue.enqueue`
 */
export function outgoing<T>(type: JobType<T>, payload: T, id?: string): OutgoingJob {
  // Throws now for an id that the queue would refuse later.
  jobId(type, id);
  return { name: type.name, payload: JSON.stringify(payload), id };
}

/**
 * Hands over jobs that belong to a transaction: they are done if it commits, even when the queue is
 * away at that moment or the process dies then. They are written into a table by the transaction and
 * handed over after it; what is left there a sweep hands over later, the oldest first.
 *
 * Like any job they are done at least once; but whoever dies between handing one over and deleting its
 * row has it done no second time, as the queue remembers its id for a day. Their rows go as soon as the queue has them, for payloads
 * may say things of people, and after a week in any case.
 */
@Injectable()
export class JobOutbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobOutbox.name);
  private readonly outage = new OutageLog(
    this.logger,
    'jobs wait in the database',
    'Handing jobs over',
  );
  private readonly task = new PeriodicTask(JobOutbox.name, PAUSE, () => this.sweep());
  /** Rows of jobs that the queue has, which could not be deleted yet. */
  private readonly leftOver = new Set<string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: JobQueue,
    private readonly workers: JobWorkers,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /**
   * Adds jobs to what the transaction does: one statement in it, one after it.
   *
   * Whether the queue takes them is no concern of the caller: it never rejects for that.
   */
  async add(tx: Transaction, ...jobs: readonly OutgoingJob[]): Promise<void> {
    const now = Date.now();
    const rows = jobs.map(({ name, payload, id: chosen }) => {
      const id = randomUUID();
      const times = { createdAt: wholeSecond(now), dueAt: wholeSecond(now + PATIENCE) };
      return { id, name, jobId: chosen ?? id, payload, ...times };
    });
    if (rows.length === 0) return;
    await tx.manager.insert(OutboxJob, rows);
    tx.afterCommit(() => this.handOver(rows));
  }

  /** @returns how many jobs were left and are in the queue now */
  async sweep(now = Date.now()): Promise<number> {
    await this.forget([]);
    await this.giveUp(now);
    for (let count = 0; ;) {
      const due = await this.dataSource.manager.find(OutboxJob, {
        where: { dueAt: LessThanOrEqual(wholeSecond(now)) },
        order: { dueAt: 'ASC', createdAt: 'ASC' },
        take: BATCH,
      });
      for (const job of due) {
        if (this.task.isStopping) return count;
        if (!(await this.claim(job, now))) continue;
        // Left to whoever knows it.
        if (!this.workers.has(job.name)) continue;
        if (!(await this.handOver([job]))) return count;
        count += 1;
      }
      if (due.length < BATCH) return count;
    }
  }

  /**
   * Of several sweeps at once, be it on servers of one cluster, one gets the job. One that cannot be
   * handed over is not in the way of the others: its turn comes again later.
   */
  private async claim({ id, dueAt }: OutboxJob, now: number): Promise<boolean> {
    const later = { dueAt: wholeSecond(now + PATIENCE) };
    const { affected } = await this.unitOfWork.run(({ manager }) =>
      manager.update(OutboxJob, { id, dueAt }, later),
    );
    return affected === 1;
  }

  /** @returns whether the queue has all of them */
  private async handOver(jobs: readonly OutboxJob[]): Promise<boolean> {
    const handed: string[] = [];
    try {
      for (const { id, name, jobId: chosen, payload } of jobs) {
        const options = { id: chosen, rememberSeconds: REMEMBERED };
        await this.queue.enqueue(this.workers.typeOf(name), JSON.parse(payload), options);
        handed.push(id);
      }
      this.outage.recovered();
    } catch (error) {
      this.outage.failed(error);
    }
    await this.forget(handed);
    return handed.length === jobs.length;
  }

  /** Deletes rows of jobs that the queue has; while the database is away, with the next ones. */
  private async forget(handed: readonly string[]): Promise<void> {
    const ids = [...this.leftOver, ...handed];
    if (ids.length === 0) return;
    try {
      await this.unitOfWork.run(({ manager }) => manager.delete(OutboxJob, { id: In(ids) }));
      for (const id of ids) this.leftOver.delete(id);
    } catch {
      // The database tells of its outages itself.
      for (const id of handed) this.leftOver.add(id);
    }
  }

  private async giveUp(now: number): Promise<void> {
    const old = { createdAt: LessThan(wholeSecond(now - LIFE)) };
    if (!(await this.dataSource.manager.existsBy(OutboxJob, old))) return;
    const { affected } = await this.unitOfWork.run(({ manager }) => manager.delete(OutboxJob, old));
    if (affected) this.logger.error(`${affected} jobs are lost: no queue took them for a week`);
  }
}
