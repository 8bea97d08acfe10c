import { Logger } from '@nestjs/common';
import { every, type Timer } from '../timers.js';
import { asError } from '../errors.js';

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
    name: string,
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
      if (!this.isFailing) this.logger.error('a periodic run failed', asError(error).stack);
      this.isFailing = true;
    }
  }
}
