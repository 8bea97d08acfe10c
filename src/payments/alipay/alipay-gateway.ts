import { cutText } from '../../infrastructure/cut-text.js';
import type { AlipaySdk } from 'alipay-sdk';
import { z } from 'zod';
import { boundedFetch } from '../../infrastructure/http/bounded-fetch.js';
import { ProviderUnavailable } from '../payment-provider.js';
import type { RequestSigner } from './request-signer.js';
import { asError } from '../../infrastructure/errors.js';

/** Answers are some thirty fields long. */
const BOUNDS = { timeout: 5_000, maxBytes: 64 * 1024 };

/** The SDK repeats the whole answer when its signature is wrong. */
const REASON_LENGTH = 300;

const text = z.string().optional();
const answer = z.object({
  code: z.string(),
  msg: text,
  sub_code: text,
  sub_msg: text,
  out_trade_no: text,
  trade_no: text,
  trade_status: text,
  total_amount: text,
  send_pay_date: text,
  refund_fee: text,
});
const signed = z.object({ sign: z.string() });

/** What Alipay says to a call, as far as the shop reads it. */
export type AlipayAnswer = z.output<typeof answer>;

/**
 * Calls from server to server. The SDK verifies the answers; it does not send, as it would wait for
 * whatever long answer comes and follow redirects, nor sign, which it does on the event loop.
 */
export class AlipayGateway {
  constructor(
    private readonly signer: RequestSigner,
    private readonly sdk: () => Promise<AlipaySdk>,
  ) {}

  /** @throws ProviderUnavailable when there is no answer, or it is not signed by Alipay */
  async ask(method: string, bizContent: Record<string, string>): Promise<AlipayAnswer> {
    try {
      const sdk = await this.sdk();
      const response = await post(await this.signer.url(method, bizContent));
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      const said = await response.text();
      const content: Record<string, unknown> = JSON.parse(said);
      const own = `${method.replaceAll('.', '_')}_response`;
      const name = content[own] ? own : 'error_response';
      sdk.checkResponseSign(said, name, signed.parse(content).sign, '');
      return answer.parse(content[name]);
    } catch (error) {
      const reason = cutText(asError(error).message, REASON_LENGTH);
      throw new ProviderUnavailable(`${method}: ${reason}`, { cause: error });
    }
  }
}

/** What the method is told may be too long for an address. */
function post(url: URL): Promise<Response> {
  const body = new URLSearchParams({ biz_content: url.searchParams.get('biz_content')! });
  url.searchParams.delete('biz_content');
  return boundedFetch(
    url,
    { method: 'POST', body, headers: { Accept: 'application/json' } },
    BOUNDS,
  );
}
