import type { ThrottlerStorage } from '@nestjs/throttler';

export type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * @param totalHits requests let through in the present window
 * @param wait milliseconds until the oldest of them leaves the window
 */
export function record(totalHits: number, wait: number, isBlocked: boolean): ThrottlerRecord {
  const seconds = Math.ceil(wait / 1000);
  return {
    totalHits: isBlocked ? totalHits + 1 : totalHits,
    timeToExpire: seconds,
    isBlocked,
    timeToBlockExpire: isBlocked ? seconds : 0,
  };
}
