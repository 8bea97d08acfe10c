import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import pLimit from 'p-limit';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { Settings } from '../config/settings.js';
import { paymentSettings } from './payments.settings.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { ExpiringStore } from '../infrastructure/expiring-store/expiring-store.js';
import { defineGauge, Gauges } from '../infrastructure/metrics/index.js';
import { JobQueue, JobWorkers } from '../infrastructure/jobs/index.js';
import { PeriodicTask } from '../infrastructure/periodic-task.js';
import { Payment } from './entities/index.js';
import { Payables } from './payable.js';
import { CLOSE_TRADE } from './payment.jobs.js';
import { PaymentProvider } from './payment-provider.js';
import { RefundsService } from './refunds.service.js';
import { SettlementService } from './settlement.service.js';
import { asError } from '../infrastructure/errors.js';
import { DAY } from '../infrastructure/durations.js';

const LAG = defineGauge(
  'shop_reconciliation_lag_seconds',
  'Since the last sweep for payments that nobody told of.',
);

/** Orders asked about in one sweep, and how many at the same time. */
const BATCH = 500;
const CONCURRENCY = 4;
/** Payments asked about in one sweep. */
const RECHECKED = 100;
/** Milliseconds that a payment can be refunded: Alipay's longest. */
const REFUNDABLE = 366 * DAY;
/** Share of its age after which a payment is asked about again. */
const PATIENCE = 0.25;
/** Age in milliseconds from which a pending refund counts as forgotten. */
const FORGOTTEN = 60_000;

/**
 * Keeps the shop and the provider in step when messages are lost: asks about orders that stay
 * unpaid, closes the trades of closed orders, sends refunds that were forgotten.
 */
@Injectable()
export class ReconciliationService
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger('Reconciliation');
  private readonly task: PeriodicTask;
  /** When this process last swept, or found that another had. */
  private coveredAt = performance.now();

  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly provider: PaymentProvider,
    private readonly payables: Payables,
    private readonly settlement: SettlementService,
    private readonly refunds: RefundsService,
    private readonly jobs: JobQueue,
    private readonly workers: JobWorkers,
    private readonly store: ExpiringStore,
    gauges: Gauges,
  ) {
    const { reconcileSeconds } = settings.of(paymentSettings);
    this.task = new PeriodicTask('Reconciliation', reconcileSeconds, () => this.sweepInTurn());
    if (reconcileSeconds > 0) {
      gauges.register(LAG, () => (performance.now() - this.coveredAt) / 1000);
    }
  }

  onModuleInit(): void {
    this.workers.register(CLOSE_TRADE, ({ orderSn }) => this.closeTrade(orderSn));
    this.payables.onClosed((sn) => this.closeTradeLater(sn));
  }

  onApplicationBootstrap(): void {
    if (this.settings.of(paymentSettings).reconcileSeconds > 0) this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** Asks the provider about everything that is due. @param now when that is */
  async sweep(now: Date = new Date()): Promise<void> {
    const before = new Date(
      now.getTime() - this.settings.of(paymentSettings).reconcileAfter * 1000,
    );
    const unpaid = await this.payables.unpaidSince(before, BATCH);
    const limit = pLimit(CONCURRENCY);
    const failures: Error[] = [];
    const ask = async (sn: string) => {
      if (this.task.isStopping) return;
      await this.reconcile(sn).catch((error: Error) => failures.push(error));
    };
    await Promise.all(unpaid.map(({ sn }) => limit(() => ask(sn))));
    if (failures.length > 0) {
      this.logger.warn(`${failures.length} orders were not reconciled: ${failures[0]!.message}`);
    }
    if (this.task.isStopping) return;
    await this.recheckPaid(now);
    await this.refunds.sendForgotten(new Date(now.getTime() - FORGOTTEN));
  }

  /**
   * Asks about trades that were paid: somebody may have given their money back on the provider's
   * own pages. The older a payment is the less often, and never once nothing of it is left.
   */
  private async recheckPaid(now: Date): Promise<void> {
    const { manager } = this.dataSource;
    const due = await manager.find(Payment, {
      where: { nextCheckAt: LessThanOrEqual(now) },
      order: { nextCheckAt: 'ASC' },
      take: RECHECKED,
    });
    const limit = pLimit(CONCURRENCY);
    await Promise.all(
      due.map(({ id, orderSn }) =>
        limit(async () => {
          await this.tryReconcile(orderSn);
          await this.unitOfWork.run(async (tx) => {
            const payment = await tx.manager.findOneByOrFail(Payment, { id });
            await tx.manager.update(Payment, id, { nextCheckAt: this.nextCheck(payment, now) });
          });
        }),
      ),
    );
  }

  private nextCheck({ paidAt, amountCents, toldRefundedCents }: Payment, now: Date): Date | null {
    const age = now.getTime() - paidAt.getTime();
    if (toldRefundedCents === amountCents || age > REFUNDABLE) return null;
    const least = Math.max(this.settings.of(paymentSettings).reconcileAfter, 1) * 1000;
    return new Date(now.getTime() + Math.max(least, age * PATIENCE));
  }

  /**
   * Asks the provider about one order and settles what it says.
   *
   * @throws {ProviderUnavailable}
   */
  async reconcile(orderSn: string): Promise<void> {
    const report = await this.provider.query(orderSn);
    if (report && report.status !== 'waiting') await this.settlement.settle(report);
  }

  /** As `reconcile`, but a provider that cannot be asked is only logged. */
  async tryReconcile(orderSn: string): Promise<void> {
    try {
      await this.reconcile(orderSn);
    } catch (error) {
      this.logger.warn(`order ${orderSn} was not reconciled: ${asError(error).message}`);
    }
  }

  /** Whoever closes the order does not wait for the queue; without it the pay page expires. */
  private closeTradeLater(orderSn: string): void {
    this.jobs.enqueue(CLOSE_TRADE, { orderSn }, { id: orderSn }).catch((error: Error) => {
      this.logger.warn(`the trade of order ${orderSn} stays open: ${error.message}`);
    });
  }

  /** Whoever closed the order: from then on the provider takes no money for it, or it goes back. */
  private async closeTrade(orderSn: string): Promise<void> {
    if ((await this.provider.close(orderSn)) === 'open') await this.reconcile(orderSn);
  }

  /** Of several processes one sweeps. */
  private async sweepInTurn(): Promise<void> {
    const { reconcileSeconds } = this.settings.of(paymentSettings);
    const ttl = Math.max(1, Math.floor(reconcileSeconds * 0.9));
    if (await this.store.setIfAbsent('payments:sweep', '1', ttl)) await this.sweep();
    this.coveredAt = performance.now();
  }
}
