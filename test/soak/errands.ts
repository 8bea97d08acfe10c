import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../support/app.js';

/** Asked again when the answer was lost, or nobody could answer. */
const TRIES = 5;

/** What is left to do for customers and staff; whoever has time does any of it. */
export class Errands {
  /** How often each kind was done, by its name. */
  readonly done = new Map<string, number>();
  private readonly waiting: (() => Promise<void>)[] = [];

  /**
   * Something to be done by one request.
   *
   * @param then what follows from it once it is done
   */
  add(name: string, ask: () => Promise<Answer>, then?: (answer: Answer) => void): void {
    this.waiting.push(async () => {
      const answer = await persistently(ask);
      if (answer.status >= 300 || answer.status === 0) return;
      this.count(name);
      then?.(answer);
    });
  }

  count(name: string): void {
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  /** Does any of it, or waits a little. */
  async next(): Promise<void> {
    const [errand] = this.waiting.splice(Math.floor(Math.random() * this.waiting.length), 1);
    if (errand) await errand();
    else await delay(50);
  }
}

async function persistently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let number = 1; ; number += 1) {
    const answer = await ask();
    const isLost = answer.status === 0 || answer.status === 503;
    if (!isLost || number === TRIES) return answer;
    await delay(250);
  }
}
