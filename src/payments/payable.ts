import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RestTransaction } from '../rest/index.js';

/** What people pay for, such as an order of goods, as payments know it. */
export interface Payable {
  /** The number that shopper and provider know it by. */
  readonly sn: string;
  readonly userId: number;
  readonly totalCents: number;
  /** From then on the provider takes no money for it. */
  readonly closesAt: Date;
  /** The provider's number of the payment; null until paid. */
  readonly tradeNo: string | null;
  /** It waits for its payment; is paid, so that its money can go back; or neither. */
  readonly state: 'waiting' | 'paid' | 'over';
  /** Whether a full refund can put pieces of it back into the stock. */
  readonly isRestockable: boolean;
}

/** Who changes something, and why: both are kept in its history. */
export interface Cause {
  /** `user:<id>`, or the part of the shop that acts, e.g. `alipay`, `timeout`; at most 50 characters. */
  readonly actor: string;
  /** At most 200 characters. */
  readonly reason: string;
}

/** Money that has come in, as the provider reports it. */
export interface Receipt {
  /** Number of what it is for. */
  readonly sn: string;
  /** The provider's number of the payment. */
  readonly tradeNo: string;
  readonly amountCents: number;
  readonly paidAt: Date;
  /** Who says so, for the history; default: `alipay`. */
  readonly actor?: string;
}

/** Money that goes back. */
export interface Repayment extends Cause {
  readonly sn: string;
  readonly amountCents: number;
  /** A full refund puts the pieces that are there back into the stock, and counts them as unsold. */
  readonly restock?: boolean;
  /** Id of the refund, where there is one. */
  readonly refundId?: number;
}

/** Why something is closed or finished. */
export interface Ending extends Cause {
  readonly sn: string;
}

/**
 * What a reported payment means:
 * - `paid`: the payable waited for it and is paid now;
 * - `already`: this very payment had been counted before;
 * - `late`: the payable no longer waits for money, because it was closed or another payment has
 *   paid it: this money must go back;
 * - `amount-differs`: not the total; nothing has changed;
 * - `unknown`: no such payable, or the payment is another one's.
 */
export type PaymentOutcome = 'paid' | 'already' | 'late' | 'amount-differs' | 'unknown';

/**
 * A kind of payables, as their domain implements it. Each call belongs into the transaction that
 * also records what the provider said; all of them may be repeated and come in any order.
 */
export interface PayableKind {
  /** What the numbers of this kind begin with; of one kind it may be nothing. */
  readonly prefix: string;

  /** The payable of that number, of any state. */
  find(sn: string, manager?: EntityManager): Promise<Payable | null>;

  /**
   * The same, locked until the unit of work ends. Whoever changes a payment or a refund of it locks
   * it first, so that no two wait for one another.
   */
  lock(tx: RestTransaction, sn: string): Promise<Payable | null>;

  /** Those that still wait for their payment since before the date, the oldest first. */
  unpaidSince(date: Date, limit: number): Promise<Pick<Payable, 'sn'>[]>;

  /** Counts a payment, once. Locks the payable. */
  markPaid(tx: RestTransaction, receipt: Receipt): Promise<PaymentOutcome>;

  /** Closes what is still unpaid. @returns `paid` when it is too late for that */
  markClosed(
    tx: RestTransaction,
    ending: Ending,
  ): Promise<'closed' | 'already' | 'paid' | 'unknown'>;

  /** The provider has finished the trade: its money cannot go back through it any more. */
  markFinished(
    tx: RestTransaction,
    ending: Ending,
  ): Promise<'finished' | 'already' | 'not-paid' | 'unknown'>;

  /**
   * Books money that has gone back. It is not idempotent by itself: the caller books each refund
   * once.
   *
   * @returns `too-much` when more would have gone back than was paid; nothing has changed then
   */
  markRefunded(
    tx: RestTransaction,
    repayment: Repayment,
  ): Promise<'refunded' | 'too-much' | 'not-refundable' | 'unknown'>;
}

/** Told the number of a payable that was closed unpaid. */
export type ClosedListener = (sn: string) => unknown;

/** All payables, whatever domain they are of: the domains register their kinds. */
@Injectable()
export class Payables implements Omit<PayableKind, 'prefix'> {
  private readonly kinds: PayableKind[] = [];
  private readonly listeners: ClosedListener[] = [];

  /** Call it in `onModuleInit`. */
  register(kind: PayableKind): void {
    this.kinds.push(kind);
    // The more a prefix says the earlier it is asked.
    this.kinds.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  onClosed(listener: ClosedListener): void {
    this.listeners.push(listener);
  }

  /** Told by a domain, after the commit: nobody is to pay for it any more. */
  closed(sn: string): void {
    for (const listener of this.listeners) listener(sn);
  }

  async find(sn: string, manager?: EntityManager): Promise<Payable | null> {
    return (await this.kind(sn)?.find(sn, manager)) ?? null;
  }

  async lock(tx: RestTransaction, sn: string): Promise<Payable | null> {
    return (await this.kind(sn)?.lock(tx, sn)) ?? null;
  }

  async unpaidSince(date: Date, limit: number): Promise<Pick<Payable, 'sn'>[]> {
    const unpaid = await Promise.all(this.kinds.map((kind) => kind.unpaidSince(date, limit)));
    return unpaid.flat();
  }

  async markPaid(tx: RestTransaction, receipt: Receipt) {
    return this.kind(receipt.sn)?.markPaid(tx, receipt) ?? 'unknown';
  }

  async markClosed(tx: RestTransaction, ending: Ending) {
    return this.kind(ending.sn)?.markClosed(tx, ending) ?? 'unknown';
  }

  async markFinished(tx: RestTransaction, ending: Ending) {
    return this.kind(ending.sn)?.markFinished(tx, ending) ?? 'unknown';
  }

  async markRefunded(tx: RestTransaction, repayment: Repayment) {
    return this.kind(repayment.sn)?.markRefunded(tx, repayment) ?? 'unknown';
  }

  private kind(sn: string): PayableKind | undefined {
    return this.kinds.find(({ prefix }) => sn.startsWith(prefix));
  }
}
