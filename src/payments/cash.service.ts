import { Injectable } from '@nestjs/common';
import type { RestTransaction } from '../rest/index.js';
import { Payment } from './entities/index.js';
import { Payables } from './payable.js';

/** The provider of payments in cash: nobody can be asked about them. */
export const CASH = 'cash';

/** Money that is taken at the door. */
@Injectable()
export class CashService {
  constructor(private readonly payables: Payables) {}

  /**
   * Books that somebody has taken the whole price of what is locked and waits for it.
   *
   * @param actor who says so
   */
  async take(tx: RestTransaction, sn: string, amountCents: number, actor: string): Promise<void> {
    const tradeNo = `${CASH}-${sn}`;
    const paidAt = new Date();
    const outcome = await this.payables.markPaid(tx, { sn, tradeNo, amountCents, paidAt, actor });
    if (outcome !== 'paid') throw new Error(`cash for ${sn} cannot be booked: ${outcome}`);
    await tx.manager.insert(Payment, {
      provider: CASH,
      tradeNo,
      orderSn: sn,
      kind: 'paid',
      amountCents,
      refundedCents: 0,
      toldRefundedCents: 0,
      nextCheckAt: null,
      paidAt,
      createdAt: paidAt,
    });
  }
}
