import { type Counter, defineCounter } from '../metrics/index.js';
import { PermanentError } from './job-errors.js';

/** Messages that were handed over to whoever carries them, or were not. */
export function defineDeliveries(name: `${string}_total`, help: string): Counter<'outcome'> {
  return defineCounter(name, help, ['outcome'], ['sent', 'refused', 'failed']);
}

/** Sends, and counts what came of it. */
export async function countDelivery(
  counter: Counter<'outcome'>,
  send: () => Promise<void>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    counter.count({ outcome: error instanceof PermanentError ? 'refused' : 'failed' });
    throw error;
  }
  counter.count({ outcome: 'sent' });
}
