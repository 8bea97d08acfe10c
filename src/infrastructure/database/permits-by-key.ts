import { Permits } from './permits.js';

/**
 * {@link Permits} for each of many things apart: for rows that everybody wants to lock at once, so
 * that who waits for them keeps no connection from those who want others.
 */
export class PermitsByKey<Key> {
  private readonly queues = new Map<Key, { readonly permits: Permits; tasks: number }>();

  /**
   * @param atOnce tasks of one key that may run at once
   * @param patience as for {@link Permits}
   */
  constructor(
    private readonly atOnce: number,
    private readonly patience: number,
  ) {}

  /** @throws {DatabaseUnavailable} when no turn came in time */
  async run<T>(key: Key, task: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(key) ?? {
      permits: new Permits(this.atOnce, this.patience),
      tasks: 0,
    };
    this.queues.set(key, queue);
    queue.tasks += 1;
    try {
      return await queue.permits.run(task);
    } finally {
      queue.tasks -= 1;
      if (queue.tasks === 0) this.queues.delete(key);
    }
  }
}
