/** An order as a payment provider gets to know it. */
export interface PaymentRequest {
  /** Number of the order. */
  readonly orderSn: string;
  readonly amountCents: number;
  /** From then on the provider takes no money for the order. */
  readonly expiresAt: Date;
  /** Page that the browser is sent to after the payment. */
  readonly returnUrl: string;
}

/** What a trade can be in the eyes of its provider; `finished` is paid and beyond refunds. */
export type TradeStatus = 'waiting' | 'paid' | 'finished' | 'closed';

/** What the provider says about a trade, its genuineness already checked. */
export interface TradeReport {
  /** The same when the provider says the same thing again. */
  readonly eventId: string;
  readonly orderSn: string;
  /** The provider's number of the trade. */
  readonly tradeNo: string;
  readonly status: TradeStatus;
  readonly amountCents: number;
  /** What has gone back of it in all. */
  readonly refundedCents: number;
  /** When the money came; null while it has not. */
  readonly paidAt: Date | null;
  /** Everything that was said, as JSON, for those who look into it later. */
  readonly content: string;
}

/** A payment as the returning browser claims it, signed by the provider. */
export interface ReturnedPayment {
  readonly orderSn: string;
  readonly tradeNo: string;
}

/** Money to be given back. */
export interface RefundRequest {
  readonly tradeNo: string;
  /** Makes the request unique: repeated, it pays nothing twice. */
  readonly requestNo: string;
  readonly amountCents: number;
  readonly reason: string;
}

/**
 * Somebody who takes money for orders.
 *
 * What it cannot answer now (network, overload) it throws as {@link ProviderUnavailable}; asking
 * again later is safe for every method.
 */
export abstract class PaymentProvider {
  /** Short name that is stored with payments, such as `alipay`. */
  abstract readonly name: string;

  /** Address where the shopper pays. */
  abstract payUrl(request: PaymentRequest): Promise<string>;

  /** @throws {NotGenuine} unless the provider signed it, for this application and account */
  abstract readNotification(fields: ReadonlyMap<string, string>): Promise<TradeReport>;

  /** @throws {NotGenuine} as `readNotification` does */
  abstract readReturn(fields: ReadonlyMap<string, string>): Promise<ReturnedPayment>;

  /** The trade of an order; null when the provider has none. */
  abstract query(orderSn: string): Promise<TradeReport | null>;

  /**
   * Takes no money for the order any more.
   *
   * @returns `open` when that is too late because it is paid
   */
  abstract close(orderSn: string): Promise<'closed' | 'open'>;

  /** @throws {RefundRefused} when the provider will not, however often it is asked */
  abstract refund(request: RefundRequest): Promise<void>;
}

/** A message that the provider did not send, or sent to somebody else. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';
}

/** The provider cannot be asked now. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}

/** The provider refuses to give the money back; the message says why. */
export class RefundRefused extends Error {
  override readonly name = 'RefundRefused';
}
