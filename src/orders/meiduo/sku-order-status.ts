import type { Order } from '../entities/index.js';
import type { Fulfilment } from '../fulfilment/fulfilment-states.js';

/** Where an order stands, as the Meiduo pages know it. DRF: OrderInfo.ORDER_STATUS_ENUM of Meiduo */
export enum SkuOrderStatus {
  Unpaid = 1,
  /** Paid, or to be paid for at the door. */
  ToSend = 2,
  Sent = 3,
  /** Received, and something of it has no review. */
  ToReview = 4,
  Done = 5,
  Cancelled = 6,
}

const ON_ITS_WAY: Readonly<Record<Fulfilment, SkuOrderStatus>> = {
  none: SkuOrderStatus.ToSend,
  to_send: SkuOrderStatus.ToSend,
  partly_sent: SkuOrderStatus.ToSend,
  sent: SkuOrderStatus.Sent,
  received: SkuOrderStatus.Done,
  returned: SkuOrderStatus.Done,
};

/**
 * The one status that payment, fulfilment and reviews make together.
 *
 * @param isUnreviewed whether something of the order has no review yet
 */
export function skuOrderStatus(
  { status, fulfilment }: Pick<Order, 'status' | 'fulfilment'>,
  isUnreviewed: boolean,
): SkuOrderStatus {
  if (status === 'paying') return SkuOrderStatus.Unpaid;
  if (status === 'TRADE_CLOSED' || status === 'REFUNDED') return SkuOrderStatus.Cancelled;
  if (fulfilment === 'received' && isUnreviewed) return SkuOrderStatus.ToReview;
  return ON_ITS_WAY[fulfilment];
}
