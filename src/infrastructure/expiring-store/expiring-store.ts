/** The store cannot be reached: what it knows is not known now. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(options: ErrorOptions) {
    super('the store of codes and counters does not answer', options);
  }
}

/** What the documentation says of an operation that needs the store. */
export const STORE_ERRORS = {
  507: { description: 'Redis does not answer.', example: { message: '服务器内部错误' } },
} as const;

/**
 * Small facts that hold for a while and for all nodes: codes, flags, counters. Every operation is
 * atomic, so that of any number of requests at once exactly one sees what the others do not.
 *
 * Unlike the cache it is never done without: when the store cannot be reached, an operation rejects
 * with {@link StoreUnavailable}.
 */
export abstract class ExpiringStore {
  /** @returns whether the value was set; false when there is one already */
  abstract setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean>;

  /** Sets the value, whatever there was, with a life of its own. */
  abstract set(key: string, value: string, ttlSeconds: number): Promise<void>;

  /** @returns null when there is none, or none any more */
  abstract get(key: string): Promise<string | null>;

  /** Gets and deletes in one step: of several callers one gets the value, the others null. */
  abstract take(key: string): Promise<string | null>;

  abstract delete(key: string): Promise<void>;

  /** Deletes the key if it still has that value. @returns whether it did */
  abstract deleteIf(key: string, value: string): Promise<boolean>;

  /**
   * Adds one to a counter that starts at zero.
   *
   * @param ttlSeconds life of the counter from its first increment on
   * @returns the new count
   */
  abstract increment(key: string, ttlSeconds: number): Promise<number>;

  /** @returns whole seconds that the key will still live, rounded up; 0 when there is none */
  abstract secondsLeft(key: string): Promise<number>;
}
