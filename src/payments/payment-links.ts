import { LRUCache } from 'lru-cache';
import type { Payable } from './payable.js';
import type { PaymentProvider } from './payment-provider.js';

/** Milliseconds that a link is given out again: signing one takes most of a millisecond. */
const REUSE = 300_000;
/** Links that are kept at most. */
const KEPT = 5_000;

/** What a link is made for. */
export type Billed = Pick<Payable, 'sn' | 'totalCents' | 'closesAt'>;

/** Where payables that wait for their payment are paid. */
export class PaymentLinks {
  private readonly links = new LRUCache<string, string>({ max: KEPT, ttl: REUSE });

  /**
   * @param returnUrl the shop's own address, which sends the browser on to the storefront
   * @param successUrl page of the storefront that looks after the return by itself
   */
  constructor(
    private readonly provider: PaymentProvider,
    private readonly returnUrl: string,
    private readonly successUrl: string,
  ) {}

  payUrl(payable: Billed): string {
    return this.urlFor(payable, this.returnUrl);
  }

  /** As `payUrl`, but the browser goes to the storefront's page with the signed return. */
  payUrlToSuccessPage(payable: Billed): string {
    return this.urlFor(payable, this.successUrl);
  }

  private urlFor({ sn, totalCents, closesAt }: Billed, returnUrl: string): string {
    const key = `${sn} ${totalCents} ${closesAt.getTime()} ${returnUrl}`;
    let link = this.links.get(key);
    if (!link) {
      const request = { orderSn: sn, amountCents: totalCents, expiresAt: closesAt, returnUrl };
      link = this.provider.payUrl(request);
      this.links.set(key, link);
    }
    return link;
  }
}
