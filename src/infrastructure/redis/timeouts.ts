/** Milliseconds until a connection attempt to Redis is given up. */
export const CONNECT_TIMEOUT = 500;

/** Milliseconds until a command to Redis is given up. */
export const COMMAND_TIMEOUT = 500;

/** Milliseconds to wait before the next attempt to reach Redis. */
export function reconnectPause(attempt: number): number {
  return Math.min(attempt * 100, 1_000);
}
