import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { httpSettings } from '../../infrastructure/http/http.settings.js';
import { verificationSettings } from '../verifications.settings.js';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import { JobFailed, JobQueue } from '../../infrastructure/jobs/index.js';
import type { RestRequest } from '../../rest/index.js';
import { type CarriesHeaders, refuseCrossSite } from '../cross-site.js';
import { DELIVER_CODE } from './code-delivery.js';
import { CodeRefused } from './code-refused.js';
import type { CodeChannel } from './one-time-code.js';
import { VerificationCodes } from './verification-codes.js';

/** Seconds between two codes to one address. */
const PAUSE_SECONDS = 60;
/** Seconds that requests count for the daily caps. */
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
/** Seconds that a client waits at most to hear whether the provider takes the message. */
const DELIVERY_SECONDS = 3;

/** Who wants a code. */
export interface CodeRequest {
  readonly channel: CodeChannel;
  readonly address: string;
  /** Digits of the code. */
  readonly length: number;
  /** The request of the client, who is counted and whose language the message has. */
  readonly request: Pick<RestRequest, 'ip' | 'language'> & CarriesHeaders;
}

/**
 * Sends codes, but to no address more often than once a minute, and neither to an address nor for
 * a client more often than the daily caps allow.
 */
@Injectable()
export class CodeRequests {
  private readonly logger = new Logger(CodeRequests.name);

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
   * @throws CodeRefused; PermissionDenied for a page of another site; StoreUnavailable
   */
  async send(request: CodeRequest): Promise<void> {
    refuseCrossSite(request.request, this.settings.of(httpSettings).corsOrigins);
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
  private async count({ channel, address, request: { ip } }: CodeRequest): Promise<void> {
    const { smsDailyPerIp, smsDailyPerMobile } = this.settings.of(verificationSettings);
    for (const [key, cap] of [
      [`code-count:${channel}:ip:${ip}`, smsDailyPerIp],
      [`code-count:${channel}:to:${address}`, smsDailyPerMobile],
    ] as const) {
      if ((await this.store.increment(key, DAY_SECONDS)) > cap) throw new CodeRefused('too-many');
    }
    if (channel === 'sms') await this.spend();
  }

  /** What all clients together may cost the shop: beyond, an attack is more likely than a sale. */
  private async spend(): Promise<void> {
    const { smsHourlyBudget } = this.settings.of(verificationSettings);
    if ((await this.store.increment('sms-budget', HOUR_SECONDS)) <= smsHourlyBudget) return;
    this.logger.error(
      `SMS_HOURLY_BUDGET: more than ${smsHourlyBudget} codes in an hour, none is sent`,
    );
    throw new CodeRefused('exhausted');
  }

  private async deliver({ channel, address, length, request }: CodeRequest): Promise<void> {
    const code = await this.codes.issue(channel, address, length);
    const job = await this.queue.enqueue(DELIVER_CODE, { ...code, language: request.language });
    try {
      await job.finished(DELIVERY_SECONDS);
    } catch (error) {
      if (error instanceof JobFailed) throw new CodeRefused('undeliverable', error.message);
      throw error;
    }
  }
}
