import { randomInt } from 'node:crypto';

/** Digits at the end of a number that nobody can guess. */
const RANDOM_DIGITS = 6;

/**
 * A new order's number: the second on the shop's wall clock, the user's id, random digits. It is
 * unique only as far as chance goes; the database makes sure.
 *
 * @param wallClock `YYYY-MM-DD HH:MM:SS`
 */
export function orderNumber(wallClock: string, userId: number): string {
  const random = randomInt(10 ** RANDOM_DIGITS);
  return `${wallClock.replace(/\D/g, '')}${userId}${String(random).padStart(RANDOM_DIGITS, '0')}`;
}
