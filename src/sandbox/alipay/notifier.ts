import type { KeyObject } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { boundedFetch } from '../../infrastructure/http/bounded-fetch.js';
import { type Fields, signFields } from './signatures.js';
import { asError } from '../../infrastructure/errors.js';

/** Seconds between the tries of a notification that the shop did not answer with `success`. */
const PAUSES = [1, 2, 4, 8, 15, 30, 60];
/** What the shop answers is a word. */
const BOUNDS = { timeout: 10_000, maxBytes: 64 * 1024 };

/** Posts notifications to the shop, again and again until it answers `success`. */
export class Notifier {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly key: KeyObject,
    private readonly log: (line: string) => void,
  ) {
    // Every notification that waits listens.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Sends one in the background. @param delaySeconds until the first try */
  send(url: string, fields: Fields, delaySeconds = 0): void {
    this.post(url, signFields(fields, this.key), delaySeconds);
  }

  /** Sends one whose fields were changed after they had been signed. */
  sendTampered(url: string, fields: Fields, change: Fields): void {
    this.post(url, { ...signFields(fields, this.key), ...change }, 0);
  }

  /** Waits for what is being sent now; tries that would come later are given up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private post(url: string, fields: Fields, delaySeconds: number): void {
    const run = this.deliver(url, fields, delaySeconds).catch(() => undefined);
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  private async deliver(url: string, fields: Fields, delaySeconds: number): Promise<void> {
    await this.pause(delaySeconds);
    for (const seconds of PAUSES) {
      const answer = await this.once(url, fields);
      this.log(`notified of ${fields.out_trade_no} (${fields.trade_status}): ${answer}`);
      if (answer === 'success') return;
      await this.pause(seconds);
    }
  }

  private async once(url: string, fields: Fields): Promise<string> {
    try {
      // Alipay's own header, odd as it is.
      const type = 'application/x-www-form-urlencoded; text/html; charset=utf-8';
      const body = new URLSearchParams(fields).toString();
      const request = { method: 'POST', headers: { 'Content-Type': type }, body };
      const response = await boundedFetch(url, request, BOUNDS);
      const text = await response.text();
      return response.ok ? text.trim().slice(0, 100) : `HTTP ${response.status}`;
    } catch (error) {
      return `no answer (${asError(error).message})`;
    }
  }

  private pause(seconds: number): Promise<void> {
    return delay(seconds * 1000, undefined, { signal: this.stopping.signal, ref: false });
  }
}
