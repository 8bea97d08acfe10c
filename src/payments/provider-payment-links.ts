import type { Order } from '../orders/index.js';
import { PaymentLinks } from '../orders/payment-links.js';
import type { PaymentProvider } from './payment-provider.js';

/** Where orders are paid, for the storefronts that come back to different pages. */
export class ProviderPaymentLinks extends PaymentLinks {
  /**
   * @param returnUrl the shop's own address, which sends the browser on to the storefront
   * @param successUrl page of the storefront that looks after the return by itself
   */
  constructor(
    private readonly provider: PaymentProvider,
    private readonly returnUrl: string,
    private readonly successUrl: string,
  ) {
    super();
  }

  payUrl(order: Order): string {
    return this.urlFor(order, this.returnUrl);
  }

  /** As `payUrl`, but the browser goes to the storefront's page with the signed return. */
  payUrlToSuccessPage(order: Order): string {
    return this.urlFor(order, this.successUrl);
  }

  private urlFor({ sn, totalCents, closesAt }: Order, returnUrl: string): string {
    const request = { orderSn: sn, amountCents: totalCents, expiresAt: closesAt, returnUrl };
    return this.provider.payUrl(request);
  }
}
