import { describe, expect, it } from 'vitest';
import { defineJob, retryPause } from '../../../src/infrastructure/jobs/job-type.js';

describe('a kind of job', () => {
  it('is tried five times unless it says otherwise', () => {
    expect(defineJob('pack')).toEqual({ name: 'pack', attempts: 5, backoffSeconds: 2 });
    expect(defineJob('pack', { attempts: 1 }).attempts).toBe(1);
  });

  it.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [4, 16_000],
  ])('pauses twice as long after each try, and not all jobs equally: try %i', (attempt, least) => {
    const pauses = Array.from({ length: 200 }, () => retryPause(2, attempt));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(least * 1.5);
    expect(new Set(pauses).size).toBeGreaterThan(50);
  });
});
