import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until the condition holds.
 *
 * @param patience milliseconds until the wait is given up with an error
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  patience = 5_000,
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${patience} ms: ${condition}`);
    await delay(5);
  }
}
