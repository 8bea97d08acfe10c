import type { Signer } from '../rest/index.js';
import type { Payable } from './payable.js';
import type { PaymentProvider } from './payment-provider.js';

/** What the provider is told of a payable. */
export type Billed = Pick<Payable, 'sn' | 'totalCents' | 'closesAt'>;

/** Where the shop's own addresses of pay pages begin; number and mark follow. */
export const PAY_PATH = 'alipay/pay';

/** Addresses of the shop and of the storefront that links are made of. */
export interface LinkAddresses {
  /** The shop's own. */
  readonly publicUrl: string;
  /** The shop's own address that sends the browser on to the storefront after the payment. */
  readonly returnUrl: string;
  /** Page of the storefront that looks after the return by itself. */
  readonly successUrl: string;
}

/**
 * Where payables that wait for their payment are paid.
 *
 * Orders show a short address of the shop's own. The provider's address, whose RSA signature takes
 * most of a millisecond, is made when a buyer follows it: neither an order nor a list waits for it.
 */
export class PaymentLinks {
  constructor(
    private readonly provider: PaymentProvider,
    private readonly signer: Signer,
    private readonly addresses: LinkAddresses,
  ) {}

  /** Address of the shop's own that leads to the pay page. Nobody can make one up from a number. */
  payUrl({ sn }: Pick<Payable, 'sn'>): string {
    return `${this.addresses.publicUrl}/${PAY_PATH}/${sn}/${this.signer.mark(sn)}/`;
  }

  /** Whether the mark is the one that `payUrl` puts behind the number. */
  isOwn(sn: string, mark: string): boolean {
    return this.signer.isMark(sn, mark);
  }

  /** The provider's pay page; from there the browser comes back to the shop. */
  providerUrl(payable: Billed): Promise<string> {
    return this.signed(payable, this.addresses.returnUrl);
  }

  /** As `providerUrl`, but the browser goes to the storefront's page with the signed return. */
  providerUrlToSuccessPage(payable: Billed): Promise<string> {
    return this.signed(payable, this.addresses.successUrl);
  }

  private signed({ sn, totalCents, closesAt }: Billed, returnUrl: string): Promise<string> {
    return this.provider.payUrl({
      orderSn: sn,
      amountCents: totalCents,
      expiresAt: closesAt,
      returnUrl,
    });
  }
}
