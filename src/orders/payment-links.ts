import type { Order } from './entities/index.js';

/** Where an order can be paid; the payments provide it to the whole application. */
export abstract class PaymentLinks {
  /** The URL of the page on which this order, which waits for its payment, is paid. */
  abstract payUrl(order: Order): string;
}
