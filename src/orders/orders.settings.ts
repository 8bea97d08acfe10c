import { defineSettings, variable } from '../config/group.js';
import { throttleRate, wholeNumber } from '../config/values.js';

/** How orders are placed, sent and closed. */
export interface OrderSettings {
  /** How long an order waits for its payment, in minutes. */
  readonly paymentMinutes: number;
  /** Orders of one user that wait for their payment. */
  readonly unpaidOrders: number;
  /** Pieces of one goods in them. */
  readonly unpaidPieces: number;
  /** Orders that were not paid in time within a day; after so many there is less time to pay. */
  readonly expiredOrders: number;
  /** That time, in minutes. */
  readonly shortPaymentMinutes: number;
  /** How long after it was sent an order counts as received, in days. */
  readonly autoReceiveDays: number;
  /** How long after it was received its pieces can be sent back, in days. */
  readonly returnDays: number;
  /** What sending an order costs, unless all its goods are free of it. */
  readonly freightCents: number;
  /** Orders of goods worth that much are sent for nothing. */
  readonly freeShippingFromCents: number;
  /** Orders that one user places. */
  readonly rate: string;
}

export const orderSettings = defineSettings({
  title: 'Orders',
  variables: {
    ORDER_PAYMENT_MINUTES: variable(
      'Minutes that an order waits for its payment; then it is closed.',
      wholeNumber(1, 43_200, 30),
    ),
    UNPAID_ORDERS_MAX: variable(
      'Orders of one user that wait for their payment: what one may keep from the others without paying.',
      wholeNumber(1, 1_000_000, 5),
    ),
    UNPAID_PIECES_MAX: variable('Pieces of one goods in them.', wholeNumber(1, 1_000_000, 99)),
    EXPIRED_ORDERS_MAX: variable(
      'Orders of a day that one user did not pay in time, after which there is less time to pay.',
      wholeNumber(1, 1_000_000, 3),
    ),
    SHORT_PAYMENT_MINUTES: variable('That time, in minutes.', wholeNumber(1, 43_200, 10)),
    THROTTLE_ORDER: variable(
      'Orders that one user may place.',
      throttleRate().default('10/minute'),
    ),
    AUTO_RECEIVE_DAYS: variable(
      'Days after which an order that was sent counts as received though its buyer says nothing.',
      wholeNumber(1, 365, 10),
    ),
    RETURN_DAYS: variable(
      'Days after an order was received in which its buyer may ask to send pieces back.',
      wholeNumber(1, 3650, 7),
    ),
    FREIGHT_CENTS: variable(
      'Cents for sending an order. Nothing when all its goods are free of it.',
      wholeNumber(0, 1_000_000, 0),
    ),
    FREE_SHIPPING_FROM_CENTS: variable(
      'Cents that the goods of an order are worth at least, to be sent for nothing.',
      wholeNumber(0, 1_000_000_000, 9900),
    ),
  },
  values: (env): OrderSettings => ({
    paymentMinutes: env.ORDER_PAYMENT_MINUTES,
    unpaidOrders: env.UNPAID_ORDERS_MAX,
    unpaidPieces: env.UNPAID_PIECES_MAX,
    expiredOrders: env.EXPIRED_ORDERS_MAX,
    shortPaymentMinutes: env.SHORT_PAYMENT_MINUTES,
    autoReceiveDays: env.AUTO_RECEIVE_DAYS,
    returnDays: env.RETURN_DAYS,
    freightCents: env.FREIGHT_CENTS,
    freeShippingFromCents: env.FREE_SHIPPING_FROM_CENTS,
    rate: env.THROTTLE_ORDER,
  }),
});
