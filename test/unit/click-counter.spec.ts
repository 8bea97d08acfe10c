import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ClickCounter } from '../../src/goods/click-counter.js';
import type { Rest } from '../../src/rest/index.js';

describe('The counter of views', () => {
  afterEach(() => vi.restoreAllMocks());

  function setUp() {
    const run = vi.fn((): Promise<void> => Promise.reject(new Error('the database is away')));
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const error = vi.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    vi.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);
    const counter = new ClickCounter({ transactions: { run } } as unknown as Rest);
    const lines = () => warn.mock.calls.length + error.mock.calls.length;
    return { counter, run, lines };
  }

  it('tells of an outage once, however often writing fails, and again of the next one', async () => {
    const { counter, run, lines } = setUp();
    counter.record(1);
    for (let time = 0; time < 3; time += 1) await counter.flush();
    expect(run).toHaveBeenCalledTimes(3);
    expect(lines()).toBe(1);

    run.mockResolvedValueOnce(undefined);
    await counter.flush();
    counter.record(1);
    await counter.flush();
    expect(lines()).toBe(2);
  });

  it('keeps the views that it could not write', async () => {
    const { counter } = setUp();
    counter.record(1);
    await counter.flush();
    counter.record(1);
    expect(counter.pending(1)).toBe(2);
  });
});
