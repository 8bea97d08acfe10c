import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { boundedFetch, NoAnswer } from '../http/bounded-fetch.js';
import { SmsRefused, SmsSender } from './sms-sender.js';
import { asError } from '../errors.js';

/** Milliseconds that the provider may take: longer than it gives itself. */
const TIMEOUT = 20_000;
/** Bytes of an answer, which is a few fields long. */
const MOST_BYTES = 64 * 1024;
/** Codes from here down are failures on the provider's side, which may pass. */
const PROVIDER_FAILURE = -50;
/** Errors that come before anything was sent. */
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const answer = z.object({ code: z.number(), msg: z.string().default('') });

/** Sends through Yunpian, API version 2. */
export class YunpianSmsSender extends SmsSender {
  private readonly logger = new Logger(YunpianSmsSender.name);
  private readonly url: string;

  /** @param timeout milliseconds to wait for an answer */
  constructor(
    baseUrl: string,
    private readonly apiKey: string,
    private readonly timeout = TIMEOUT,
  ) {
    super();
    this.url = `${baseUrl.replace(/\/+$/, '')}/v2/sms/single_send.json`;
  }

  async send(mobile: string, text: string): Promise<void> {
    const parsed = await this.ask(mobile, text);
    if (parsed === undefined) return;
    const { code, msg } = parsed;
    if (code === 0) return;
    if (code <= PROVIDER_FAILURE) throw new Error(`Yunpian failed with code ${code}: ${msg}`);
    throw new SmsRefused(msg || `Yunpian refused with code ${code}`);
  }

  /** @returns undefined when nobody can tell whether the message was sent */
  private async ask(mobile: string, text: string): Promise<z.output<typeof answer> | undefined> {
    try {
      const body = new URLSearchParams({ apikey: this.apiKey, mobile, text });
      const headers = { Accept: 'application/json' };
      const bounds = { timeout: this.timeout, maxBytes: MOST_BYTES };
      const response = await boundedFetch(this.url, { method: 'POST', body, headers }, bounds);
      // Refusals have the status 400 and say why in the same form.
      return answer.parse(await response.json());
    } catch (error) {
      if (error instanceof NoAnswer && NOT_CONNECTED.has(error.code)) throw error;
      this.logger.error(`an SMS was perhaps not sent: ${asError(error).message}`);
      return undefined;
    }
  }
}
