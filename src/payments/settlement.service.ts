import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Transaction, UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { OrderPayments } from '../orders/index.js';
import { Notification, Payment, type PaymentKind, type ReportOutcome } from './entities/index.js';
import { PaymentProvider, type TradeReport } from './payment-provider.js';
import { RefundsService } from './refunds.service.js';

/** What somebody has to look into. */
const FLAGGED: ReadonlySet<ReportOutcome> = new Set([
  'late',
  'amount-differs',
  'closed-elsewhere',
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
    private readonly orders: OrderPayments,
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

  private act(tx: Transaction, report: TradeReport): Promise<ReportOutcome> {
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

  private async pay(tx: Transaction, report: TradeReport): Promise<ReportOutcome> {
    const { orderSn: sn, tradeNo, amountCents } = report;
    const paidAt = report.paidAt ?? new Date();
    const actor = this.provider.name;
    const outcome = await this.orders.markPaid(tx, { sn, tradeNo, amountCents, paidAt, actor });
    if (outcome === 'already') return 'nothing';
    if (outcome === 'unknown') return 'unknown';
    // The order is locked now, so that nobody else counts the same trade meanwhile.
    const payment = await this.count(tx.manager, report, outcome);
    if (!payment) return outcome === 'paid' ? 'paid' : 'nothing';
    if (outcome === 'late') await this.refunds.returnLate(tx, payment);
    return outcome;
  }

  private async finish(tx: Transaction, report: TradeReport): Promise<ReportOutcome> {
    const outcome = await this.pay(tx, report);
    if (outcome !== 'paid' && outcome !== 'nothing') return outcome;
    const { orderSn: sn, tradeNo } = report;
    const order = await this.orders.findBySn(sn, tx.manager);
    if (order?.tradeNo !== tradeNo) return outcome;
    const cause = { actor: this.provider.name, reason: `trade ${tradeNo} is finished` };
    const finished = await this.orders.markFinished(tx, { sn, ...cause });
    return finished === 'finished' ? 'finished' : outcome;
  }

  private async close(tx: Transaction, report: TradeReport): Promise<ReportOutcome> {
    const { orderSn: sn, tradeNo } = report;
    const cause = { actor: this.provider.name, reason: `trade ${tradeNo} is closed` };
    const outcome = await this.orders.markClosed(tx, { sn, ...cause });
    if (outcome === 'unknown') return 'unknown';
    const { name: provider } = this.provider;
    const payment = await tx.manager.findOneBy(Payment, { provider, tradeNo });
    if (payment) {
      const isReturned = payment.refundedCents === payment.amountCents;
      return isReturned ? 'nothing' : 'closed-elsewhere';
    }
    // Paid and given back before the shop heard of either: nothing is left to give back.
    if (report.paidAt) await this.count(tx.manager, report, 'late', report.amountCents);
    return outcome === 'closed' ? 'closed' : 'nothing';
  }

  /** @returns the new row; null when this trade had been counted */
  private async count(
    manager: EntityManager,
    { tradeNo, orderSn, amountCents, paidAt }: TradeReport,
    kind: PaymentKind,
    refundedCents = 0,
  ): Promise<Payment | null> {
    const provider = this.provider.name;
    const known = await manager.findOneBy(Payment, { provider, tradeNo });
    if (known) {
      // Once it was not the order's total, and then somebody put that right.
      if (kind === 'paid') await manager.update(Payment, known.id, { kind });
      return null;
    }
    const now = new Date();
    const amounts = { amountCents, refundedCents };
    const times = { paidAt: paidAt ?? now, createdAt: now };
    const payment = manager.create(Payment, {
      provider,
      tradeNo,
      orderSn,
      kind,
      ...amounts,
      ...times,
    });
    await manager.insert(Payment, payment);
    return payment;
  }
}

/** Whether the same report may come to something else when it is looked at again. */
function isOpen(outcome: ReportOutcome): boolean {
  return outcome === 'unknown' || outcome === 'amount-differs';
}
