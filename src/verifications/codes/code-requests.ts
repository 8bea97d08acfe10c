import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import { JobFailed, JobQueue } from '../../infrastructure/jobs/index.js';
import type { Language } from '../../rest/index.js';
import { DELIVER_CODE } from './code-delivery.js';
import { CodeRefused } from './code-refused.js';
import type { CodeChannel } from './one-time-code.js';
import { VerificationCodes } from './verification-codes.js';

/** Seconds between two codes to one address. */
const PAUSE_SECONDS = 60;
/** Seconds that requests count for the daily caps. */
const DAY_SECONDS = 86_400;
/** Seconds that a client waits at most to hear whether the provider takes the message. */
const DELIVERY_SECONDS = 3;

/** Who wants a code. */
export interface CodeRequest {
  readonly channel: CodeChannel;
  readonly address: string;
  /** Digits of the code. */
  readonly length: number;
  /** The client's IP address. */
  readonly ip: string;
  readonly language: Language;
}

/**
 * Sends codes, but to no address more often than once a minute, and neither to an address nor for
 * a client more often than the daily caps allow.
 */
@Injectable()
export class CodeRequests {
  constructor(
    private readonly store: ExpiringStore,
    private readonly codes: VerificationCodes,
    private readonly queue: JobQueue,
    private readonly settings: Settings,
  ) {}

  /**
   * Makes a code and hands it over to be sent. What is not known within three seconds goes on by
   * itself.
   *
   * @throws CodeRefused; StoreUnavailable
   */
  async send(request: CodeRequest): Promise<void> {
    const flag = `code-pause:${request.channel}:${request.address}`;
    const isFirst = await this.store.setIfAbsent(flag, '1', PAUSE_SECONDS);
    if (!isFirst) throw new CodeRefused('too-soon');
    try {
      await this.count(request);
      await this.deliver(request);
    } catch (error) {
      // Nothing was sent, so that nobody has to wait.
      await this.store.delete(flag);
      throw error;
    }
  }

  /** Every request counts, delivered or not, so that nobody tries the provider's patience. */
  private async count({ channel, address, ip }: CodeRequest): Promise<void> {
    const { smsDailyPerIp, smsDailyPerMobile } = this.settings;
    for (const [key, cap] of [
      [`code-count:${channel}:ip:${ip}`, smsDailyPerIp],
      [`code-count:${channel}:to:${address}`, smsDailyPerMobile],
    ] as const) {
      if ((await this.store.increment(key, DAY_SECONDS)) > cap) throw new CodeRefused('too-many');
    }
  }

  private async deliver({ channel, address, length, language }: CodeRequest): Promise<void> {
    const code = await this.codes.issue(channel, address, length);
    const job = await this.queue.enqueue(DELIVER_CODE, { ...code, language });
    try {
      await job.finished(DELIVERY_SECONDS);
    } catch (error) {
      if (error instanceof JobFailed) throw new CodeRefused('undeliverable', error.message);
      throw error;
    }
  }
}
