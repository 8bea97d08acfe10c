import { DatabaseUnavailable, isDatabaseUnavailable } from './database-error.js';

/** Waits that a task goes on with as long as others get done. */
const WAITS = 6;

/**
 * Lets a number of tasks run at a time, in order of arrival. Who waits is sent away as soon as
 * nothing gets done any more: a rush is served, a standstill is not joined.
 */
export class Permits {
  private readonly waiting = new Set<() => void>();
  private lastDone = performance.now();

  /**
   * @param free tasks that may run at once
   * @param patience milliseconds without any task done after which nobody waits on
   */
  constructor(
    private free: number,
    private readonly patience: number,
  ) {}

  /** @throws {DatabaseUnavailable} when no turn came in time */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.turn();
    let isDone = true;
    try {
      return await task();
    } catch (error) {
      // A refusal is an answer: seats that are taken are no sign of a standstill.
      isDone = !isDatabaseUnavailable(error);
      throw error;
    } finally {
      if (isDone) this.lastDone = performance.now();
      this.pass();
    }
  }

  private turn(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      let waits = 0;
      const timer = setInterval(() => {
        waits += 1;
        const isStandstill = performance.now() - this.lastDone > this.patience;
        if (!isStandstill && waits < WAITS) return;
        clearInterval(timer);
        this.waiting.delete(take);
        reject(new DatabaseUnavailable('too many writers wait for the database'));
      }, this.patience);
      const take = (): void => {
        clearInterval(timer);
        resolve();
      };
      this.waiting.add(take);
    });
  }

  private pass(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
