import { randomInt } from 'node:crypto';
import { centsOf } from '../../cents.js';
import { beijingTime } from '../../payments/alipay/values.js';

export type SandboxStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED';

/** A trade as the sandbox keeps it. */
export interface Trade {
  readonly tradeNo: string;
  readonly orderSn: string;
  readonly subject: string;
  /** As the shop wrote it: `88.50`. */
  readonly totalAmount: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  status: SandboxStatus;
  paidAt: Date | null;
  /** Cents by the number of the request. */
  readonly refunds: Map<string, number>;
}

type Order = Pick<Trade, 'orderSn' | 'subject' | 'totalAmount' | 'expiresAt'>;

/** The trades of one sandbox, in memory. */
export class Trades {
  private readonly byOrder = new Map<string, Trade[]>();

  /** The trade of an order; of several the first one. */
  find(orderSn: string | undefined, tradeNo?: string): Trade | undefined {
    const trades = orderSn ? (this.byOrder.get(orderSn) ?? []) : [...this.byOrder.values()].flat();
    const trade = tradeNo ? trades.find((each) => each.tradeNo === tradeNo) : trades[0];
    if (trade?.status === 'WAIT_BUYER_PAY' && trade.expiresAt && trade.expiresAt <= new Date()) {
      trade.status = 'TRADE_CLOSED';
    }
    return trade;
  }

  /** The order's trade, begun when there is none. */
  open(order: Order): Trade {
    return this.find(order.orderSn) ?? this.begin(order);
  }

  /** Another trade of the same order: what a shopper does who pays twice. */
  begin(order: Order): Trade {
    const createdAt = new Date();
    const trade: Trade = {
      ...order,
      tradeNo: tradeNumber(createdAt),
      createdAt,
      status: 'WAIT_BUYER_PAY',
      paidAt: null,
      refunds: new Map(),
    };
    this.byOrder.set(order.orderSn, [...(this.byOrder.get(order.orderSn) ?? []), trade]);
    return trade;
  }

  /** The latest trades, newest first. */
  latest(count: number): Trade[] {
    return [...this.byOrder.values()].flat().slice(-count).toReversed();
  }
}

/** Cents that have been given back. */
export function refundedCents(trade: Trade): number {
  return [...trade.refunds.values()].reduce((sum, cents) => sum + cents, 0);
}

/** Gives money back; repeated with the same number it does nothing. @returns whether it could */
export function refund(trade: Trade, requestNo: string, amount: string | undefined): boolean {
  if (trade.refunds.has(requestNo)) return true;
  const cents = centsOf(amount);
  const total = centsOf(trade.totalAmount)!;
  if (trade.status !== 'TRADE_SUCCESS' || !cents || refundedCents(trade) + cents > total) {
    return false;
  }
  trade.refunds.set(requestNo, cents);
  if (refundedCents(trade) === total) trade.status = 'TRADE_CLOSED';
  return true;
}

/** 28 digits that begin with the day, like Alipay's. */
function tradeNumber(now: Date): string {
  const day = beijingTime(now).slice(0, 10).replaceAll('-', '');
  const digits = Array.from({ length: 20 }, () => randomInt(10)).join('');
  return day + digits;
}
