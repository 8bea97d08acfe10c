import { NoAnswer } from '../../infrastructure/http/bounded-fetch.js';
import { AlipayProvider } from './alipay-provider.js';
import {
  PaymentProvider,
  type PaymentRequest,
  type RefundRequest,
  type ReturnedPayment,
  type TradeReport,
} from '../payment-provider.js';
import {
  privateBase64,
  publicBase64,
  SANDBOX_APP_ID,
  SANDBOX_SELLER_ID,
  sandboxKeys,
} from './sandbox-keys.js';
import { asError } from '../../infrastructure/errors.js';

/**
 * Alipay as the sandbox plays it: everything is as with the real one, except for the keys, which
 * are made when they are needed first.
 */
export class SandboxProvider extends PaymentProvider {
  readonly name = 'sandbox';
  private alipay: AlipayProvider | undefined;

  /**
   * @param dataDir folder with the keys
   * @param url address of the sandbox
   * @param notifyUrl where it posts notifications
   */
  constructor(
    private readonly dataDir: string,
    private readonly url: string,
    private readonly notifyUrl: string,
  ) {
    super();
  }

  async payUrl(request: PaymentRequest): Promise<string> {
    return this.provider().payUrl(request);
  }

  async readNotification(fields: ReadonlyMap<string, string>): Promise<TradeReport> {
    return this.provider().readNotification(fields);
  }

  async readReturn(fields: ReadonlyMap<string, string>): Promise<ReturnedPayment> {
    return this.provider().readReturn(fields);
  }

  async query(orderSn: string): Promise<TradeReport | null> {
    return this.provider().query(orderSn);
  }

  /** A sandbox that does not run takes no money, and has forgotten its trades when it does again. */
  async close(orderSn: string): Promise<'closed' | 'open'> {
    try {
      return await this.provider().close(orderSn);
    } catch (error) {
      if (isAbsence(asError(error).cause)) return 'closed';
      throw error;
    }
  }

  async refund(request: RefundRequest): Promise<void> {
    return this.provider().refund(request);
  }

  private provider(): AlipayProvider {
    this.alipay ??= this.create();
    return this.alipay;
  }

  private create(): AlipayProvider {
    const keys = sandboxKeys(this.dataDir);
    return new AlipayProvider(this.name, {
      appId: SANDBOX_APP_ID,
      sellerId: SANDBOX_SELLER_ID,
      privateKey: privateBase64(keys.app),
      publicKey: publicBase64(keys.alipay),
      gateway: `${this.url}/gateway.do`,
      notifyUrl: this.notifyUrl,
    });
  }
}

function isAbsence(cause: unknown): boolean {
  return cause instanceof NoAnswer && cause.code === 'ECONNREFUSED';
}
