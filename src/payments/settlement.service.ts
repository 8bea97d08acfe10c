import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RestTransaction } from '../rest/index.js';
import { defineCounter } from '../infrastructure/metrics/index.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { Notification, Payment, type PaymentKind, type ReportOutcome } from './entities/index.js';
import { Payables } from './payable.js';
import { PaymentProvider, type TradeReport } from './payment-provider.js';
import { RefundsService } from './refunds.service.js';

const PAYMENTS = defineCounter(
  'shop_payments_total',
  'What came of payments: settled, late, amount_differs, refunded.',
  ['outcome'],
  ['settled', 'late', 'amount_differs', 'refunded'],
);

/** What is counted as what. */
const COUNTED: ReadonlyMap<ReportOutcome, string> = new Map([
  ['paid', 'settled'],
  ['late', 'late'],
  ['amount-differs', 'amount_differs'],
  ['refunded', 'refunded'],
]);

/** What somebody has to look into. */
const FLAGGED: ReadonlySet<ReportOutcome> = new Set([
  'late',
  'amount-differs',
  'refunded',
  'unknown',
]);

/**
 * Draws the conclusions from what the provider says about a trade. Whatever is repeated, comes at
 * the same time or in another order: each trade is counted once, and each order is paid once.
 */
@Injectable()
export class SettlementService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly provider: PaymentProvider,
    private readonly payables: Payables,
    private readonly refunds: RefundsService,
  ) {}

  /**
   * Records the report and acts on it, in one transaction.
   *
   * @returns once that is committed; `unknown` and `amount-differs` may become something else when
   *   the same is said again later
   */
  async settle(report: TradeReport): Promise<ReportOutcome> {
    const outcome = await this.unitOfWork.run(async (tx) => {
      const notification = await this.record(tx.manager, report);
      if (!isOpen(notification.outcome)) return notification.outcome;
      const result = await this.act(tx, report);
      await tx.manager.update(Notification, notification.id, { outcome: result });
      const counted = COUNTED.get(result);
      if (counted) tx.afterCommit(() => PAYMENTS.count({ outcome: counted }));
      return result;
    });
    if (FLAGGED.has(outcome)) {
      const { orderSn, tradeNo, status, amountCents } = report;
      this.logger.error(`${outcome}: order ${orderSn}, trade ${tradeNo} ${status}, ${amountCents}`);
    }
    return outcome;
  }

  /** Of repetitions at the same time the first one gets on, the others wait for its end. */
  private async record(manager: EntityManager, report: TradeReport): Promise<Notification> {
    const { eventId, orderSn, tradeNo, status, amountCents, content } = report;
    const provider = this.provider.name;
    const now = new Date();
    const said = { provider, eventId, orderSn, tradeNo, status, amountCents, content };
    await manager
      .createQueryBuilder()
      .insert()
      .into(Notification)
      .values({ ...said, outcome: 'unknown', firstAt: now, lastAt: now })
      .orUpdate(['lastAt'], ['provider', 'eventId'])
      .updateEntity(false)
      .execute();
    await manager.increment(Notification, { provider, eventId }, 'deliveries', 1);
    return manager.findOneByOrFail(Notification, { provider, eventId });
  }

  private act(tx: RestTransaction, report: TradeReport): Promise<ReportOutcome> {
    switch (report.status) {
      case 'waiting':
        return Promise.resolve('nothing');
      case 'closed':
        return this.close(tx, report);
      case 'paid':
        return this.pay(tx, report);
      case 'finished':
        return this.finish(tx, report);
    }
  }

  private async pay(tx: RestTransaction, report: TradeReport): Promise<ReportOutcome> {
    const { orderSn: sn, tradeNo, amountCents } = report;
    const paidAt = report.paidAt ?? new Date();
    const actor = this.provider.name;
    const outcome = await this.payables.markPaid(tx, { sn, tradeNo, amountCents, paidAt, actor });
    if (outcome === 'unknown') return 'unknown';
    // The order is locked now, so that nobody else counts the same trade meanwhile.
    const { payment, isNew } = await this.count(tx.manager, report, outcome);
    const isRefunded = await this.refunds.bookTold(tx, payment, report.refundedCents);
    if (outcome === 'late' && isNew) await this.refunds.returnLate(tx, payment);
    if (isRefunded) return 'refunded';
    if (outcome === 'already') return 'nothing';
    return isNew || outcome === 'paid' ? outcome : 'nothing';
  }

  private async finish(tx: RestTransaction, report: TradeReport): Promise<ReportOutcome> {
    const outcome = await this.pay(tx, report);
    if (outcome !== 'paid' && outcome !== 'refunded' && outcome !== 'nothing') return outcome;
    const { orderSn: sn, tradeNo } = report;
    const payable = await this.payables.find(sn, tx.manager);
    if (payable?.tradeNo !== tradeNo) return outcome;
    const cause = { actor: this.provider.name, reason: `trade ${tradeNo} is finished` };
    const finished = await this.payables.markFinished(tx, { sn, ...cause });
    return finished === 'finished' ? 'finished' : outcome;
  }

  private async close(tx: RestTransaction, report: TradeReport): Promise<ReportOutcome> {
    const { orderSn: sn, tradeNo, amountCents } = report;
    const { name: provider } = this.provider;
    const isCounted = await tx.manager.existsBy(Payment, { provider, tradeNo });
    // One that was paid is closed once all its money has gone back.
    if (isCounted || report.paidAt) return this.pay(tx, { ...report, refundedCents: amountCents });
    const cause = { actor: provider, reason: `trade ${tradeNo} is closed` };
    const outcome = await this.payables.markClosed(tx, { sn, ...cause });
    if (outcome === 'unknown') return 'unknown';
    return outcome === 'closed' ? 'closed' : 'nothing';
  }

  /** The row of this trade, and whether nobody had counted it. */
  private async count(
    manager: EntityManager,
    { tradeNo, orderSn, amountCents, paidAt }: TradeReport,
    outcome: PaymentKind | 'already',
  ): Promise<{ payment: Payment; isNew: boolean }> {
    const provider = this.provider.name;
    const kind = outcome === 'already' ? 'paid' : outcome;
    const known = await manager.findOneBy(Payment, { provider, tradeNo });
    if (known) {
      // Once it was not the order's total, and then somebody put that right.
      if (outcome === 'paid') await manager.update(Payment, known.id, { kind });
      return { payment: Object.assign(known, outcome === 'paid' && { kind }), isNew: false };
    }
    const now = new Date();
    const payment = manager.create(Payment, {
      provider,
      tradeNo,
      orderSn,
      kind,
      amountCents,
      refundedCents: 0,
      toldRefundedCents: 0,
      nextCheckAt: now,
      paidAt: paidAt ?? now,
      createdAt: now,
    });
    await manager.insert(Payment, payment);
    return { payment, isNew: true };
  }
}

/** Whether the same report may come to something else when it is looked at again. */
function isOpen(outcome: ReportOutcome): boolean {
  return outcome === 'unknown' || outcome === 'amount-differs';
}
