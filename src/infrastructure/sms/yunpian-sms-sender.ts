import { z } from 'zod';
import { SmsRefused, SmsSender } from './sms-sender.js';

/** Milliseconds that the provider may take. */
const TIMEOUT = 5_000;
/** Codes from here down are failures on the provider's side, which may pass. */
const PROVIDER_FAILURE = -50;

const answer = z.object({ code: z.number(), msg: z.string().default('') });

/** Sends through Yunpian, API version 2. */
export class YunpianSmsSender extends SmsSender {
  private readonly url: string;

  constructor(
    baseUrl: string,
    private readonly apiKey: string,
  ) {
    super();
    this.url = `${baseUrl.replace(/\/+$/, '')}/v2/sms/single_send.json`;
  }

  async send(mobile: string, text: string): Promise<void> {
    const response = await fetch(this.url, {
      method: 'POST',
      body: new URLSearchParams({ apikey: this.apiKey, mobile, text }),
      headers: { Accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    // Refusals have the status 400 and say why in the same form.
    const parsed = answer.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw new Error(`Yunpian answered ${response.status} without a code`);
    const { code, msg } = parsed.data;
    if (code === 0) return;
    if (code <= PROVIDER_FAILURE) throw new Error(`Yunpian failed with code ${code}: ${msg}`);
    throw new SmsRefused(msg || `Yunpian refused with code ${code}`);
  }
}
