import { describe, expect, it, vi } from 'vitest';
import { onFirstUse } from '../../../src/infrastructure/on-first-use.js';

describe('what is made on first use', () => {
  it('is made once, for all who ask meanwhile and later', async () => {
    const make = vi.fn(async () => ({}));
    const get = onFirstUse(make);
    expect(make).not.toHaveBeenCalled();
    const [first, second] = await Promise.all([get(), get()]);
    expect(second).toBe(first);
    expect(await get()).toBe(first);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('is tried again after a failure, which all who asked are told', async () => {
    const make = vi.fn(async () => 'made').mockRejectedValueOnce(new Error('no handles'));
    const get = onFirstUse(make);
    const told = await Promise.allSettled([get(), get()]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await get()).toBe('made');
  });
});
