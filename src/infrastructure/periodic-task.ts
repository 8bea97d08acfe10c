import { Logger } from '@nestjs/common';
import { every, type Timer } from './timers.js';
import { reportError } from './error-reports/report.js';
import { asError } from './errors.js';

/** Rows that a run takes in one go. */
const BATCH = 200;

/**
 * Work that is done again and again while the process lives, one run at a time: what must happen
 * even when every queue and timer of another process is lost. A failure is logged, its repetitions are not.
 */
export class PeriodicTask {
  private readonly logger: Logger;
  private timer: Timer | undefined;
  private running: Promise<void> | undefined;
  private isFailing = false;
  private stopping = false;

  /**
   * @param name for the log
   * @param seconds from one run to the next
   * @param work does what is due; safe to be done by several processes at once
   */
  constructor(
    private readonly name: string,
    private readonly seconds: number,
    private readonly work: () => Promise<unknown>,
  ) {
    this.logger = new Logger(name);
  }

  /** From now on: at once, then periodically. */
  start(): void {
    this.timer = every(this.seconds * 1000, () => void this.run());
    void this.run();
  }

  /** One run now, or the one that is on its way; never rejects. */
  run(): Promise<void> {
    this.running ??= this.once().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Whether a run on its way should end before its next item. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /**
   * For runs that go through rows: deals with what is due until nothing is left or the task ends.
   *
   * @param due the next so many rows; what was dealt with is no longer due
   * @param deal @returns whether the row was still due
   * @returns how many rows were
   */
  async sweep<Row>(
    due: (count: number) => Promise<readonly Row[]>,
    deal: (row: Row) => Promise<boolean>,
  ): Promise<number> {
    let dealtWith = 0;
    for (;;) {
      const rows = await due(BATCH);
      for (const row of rows) {
        if (this.stopping) return dealtWith;
        if (await deal(row)) dealtWith += 1;
      }
      if (rows.length < BATCH) return dealtWith;
    }
  }

  /** Ends it; a run on its way is waited for. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.timer?.cancel();
    await this.running;
  }

  private async once(): Promise<void> {
    try {
      await this.work();
      if (this.isFailing) this.logger.log('the periodic runs succeed again');
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) {
        this.logger.error('a periodic run failed', asError(error).stack);
        reportError(error, { what: `periodic ${this.name}` });
      }
      this.isFailing = true;
    }
  }
}
