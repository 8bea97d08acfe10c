import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseUnavailable } from '../../../src/infrastructure/database/database-error.js';
import { Permits } from '../../../src/infrastructure/database/permits.js';
import { PermitsByKey } from '../../../src/infrastructure/database/permits-by-key.js';

const PATIENCE = 5_000;

/** A task that ends when it is told to. */
function task() {
  let end!: (error?: Error) => void;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  // One that nobody begins may fail all the same.
  ended.catch(() => undefined);
  const run = vi.fn(() => ended);
  return { run, end };
}

/** What has become of it so far. */
function outcome(promise: Promise<unknown>) {
  const seen = { state: 'pending' as 'pending' | 'done' | 'unavailable' | 'failed' };
  promise.then(
    () => (seen.state = 'done'),
    (error: unknown) =>
      (seen.state = error instanceof DatabaseUnavailable ? 'unavailable' : 'failed'),
  );
  return seen;
}

describe('permits', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  /** Lets `count` tasks end, one every four seconds, while another waits behind them all. */
  async function queueOf(count: number, error?: Error) {
    const permits = new Permits(1, PATIENCE);
    const tasks = Array.from({ length: count }, task);
    for (const { run } of tasks) void permits.run(run).catch(() => undefined);
    const last = outcome(permits.run(() => Promise.resolve()));
    for (const { end } of tasks) {
      await vi.advanceTimersByTimeAsync(4_000);
      end(error);
    }
    await delay(0);
    return last.state;
  }

  it('are waited for while others get done', async () => {
    expect(await queueOf(4)).toBe('done');
  });

  it('are waited for while others are refused: that is an answer, too', async () => {
    expect(await queueOf(4, new Error('somebody else has these seats'))).toBe('done');
  });

  it('are waited for no longer when nobody gets anything from the database', async () => {
    expect(await queueOf(4, new DatabaseUnavailable('away'))).toBe('unavailable');
  });

  it('are waited for half a minute at most', async () => {
    expect(await queueOf(8)).toBe('unavailable');
  });
});

describe('permits by key', () => {
  it('are given to so many of one key, and to others beside them', async () => {
    const permits = new PermitsByKey<string>(2, PATIENCE);
    const [first, second, third, other] = [task(), task(), task(), task()];
    const runs = [first, second, third].map(({ run }) => permits.run('a', run));
    runs.push(permits.run('b', other.run));
    await delay(0);
    const begun = () => [first, second, third, other].map(({ run }) => run.mock.calls.length);
    expect(begun()).toEqual([1, 1, 0, 1]);
    first.end();
    await runs[0];
    await delay(0);
    expect(begun()).toEqual([1, 1, 1, 1]);
    for (const { end } of [second, third, other]) end();
    await Promise.all(runs);
  });
});
