import { once } from 'node:events';
import { startWorker } from './processes.mjs';

/** A load generator; see `driver.mjs` and `errands.mjs`. */
export class Driver {
  #worker;

  /** @param {'driver.mjs' | 'errands.mjs'} file */
  constructor(file = 'driver.mjs') {
    this.#worker = startWorker(file);
  }

  /**
   * @param {import('./driver.mjs').Job | import('./errands.mjs').Errands} job
   * @returns {Promise<import('./driver.mjs').Measurement>}
   * @throws {Error} when any answer is not 2xx
   */
  async run(job) {
    const answer = new AbortController();
    const options = { signal: answer.signal };
    this.#worker.send(job);
    const [{ result, error }] = await Promise.race([
      once(this.#worker, 'message', options),
      once(this.#worker, 'exit', options).then(() => [{ error: 'the load generator ended' }]),
    ]).finally(() => answer.abort());
    if (error) throw new Error(error);
    return result;
  }

  stop() {
    this.#worker.disconnect();
  }
}

/** The value in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The measurement of medians, figure by figure. */
export function medians(measurements) {
  return {
    rate: median(measurements.map(({ rate }) => rate)),
    p50: median(measurements.map(({ p50 }) => p50)),
    p99: median(measurements.map(({ p99 }) => p99)),
  };
}
