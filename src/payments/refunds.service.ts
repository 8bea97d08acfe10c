import { cutText } from '../infrastructure/cut-text.js';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { JobQueue, JobWorkers } from '../infrastructure/jobs/index.js';
import { Once, type RestTransaction } from '../rest/index.js';
import { Payment, type PaymentKind, Refund } from './entities/index.js';
import { CASH } from './cash.service.js';
import { refuseOwnMoney } from './own-money.js';
import { Payables } from './payable.js';
import { SEND_REFUND } from './payment.jobs.js';
import { PaymentProvider, ProviderUnavailable, RefundRefused } from './payment-provider.js';

/** A refund that somebody asks for. */
export interface RefundOrder {
  readonly orderSn: string;
  /** Default: all that is left. */
  readonly amountCents?: number;
  readonly reason: string;
  readonly restock: boolean;
  readonly actor: string;
  /** Whether its domain has seen to it that nobody decides on a refund of their own; default: no. */
  readonly isDecided?: boolean;
}

/** The refund cannot be: the order is not paid, so much is not left, or no pieces are there. */
export class RefundImpossible extends Error {
  override readonly name = 'RefundImpossible';

  constructor(readonly reason: 'not-paid' | 'paid' | 'too-much' | 'sent') {
    super(`refund impossible: ${reason}`);
  }
}

/**
 * Gives money back. The amount is set aside first, in a transaction, so that never more goes back
 * than came in; then the provider is asked, again and again until it has answered; then it is booked.
 */
@Injectable()
export class RefundsService implements OnModuleInit {
  private readonly logger = new Logger('Refunds');

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly provider: PaymentProvider,
    private readonly payables: Payables,
    private readonly jobs: JobQueue,
    private readonly workers: JobWorkers,
  ) {}

  onModuleInit(): void {
    this.workers.register(SEND_REFUND, async ({ refundId }) => {
      await this.send(refundId);
    });
  }

  /**
   * Sets money of a paid order aside to be given back.
   *
   * @throws {RefundImpossible}; PermissionDenied when the actor is the buyer
   */
  request(order: RefundOrder, once: Once): Promise<Refund> {
    return this.setAsideOnce(once, (tx) => this.reserve(tx, order));
  }

  /** As `request`, in a unit of work that does more. Whoever sends it waits for the commit. */
  async reserve(tx: RestTransaction, order: RefundOrder): Promise<Refund> {
    const { orderSn, reason, restock, actor, isDecided = false } = order;
    // One request after the other: each sees what the others have left.
    const payable = await this.payables.lock(tx, orderSn);
    const payment = await lockPaid(tx.manager, orderSn);
    if (payable && !isDecided) await refuseOwnMoney(tx.manager, payable, actor);
    if (!payment || payable?.state !== 'paid') throw new RefundImpossible('not-paid');
    if (restock && !payable.isRestockable) throw new RefundImpossible('sent');
    const amountCents = order.amountCents ?? payment.amountCents - payment.refundedCents;
    return this.setAside(tx, payment, { amountCents, reason, restock, actor, isBooked: true });
  }

  /** What of a paid order, which is locked, is neither given back nor about to be, in cents. */
  async leftOf({ manager }: RestTransaction, orderSn: string): Promise<number> {
    const payment = await lockPaid(manager, orderSn);
    return payment ? payment.amountCents - payment.refundedCents : 0;
  }

  find(id: number): Promise<Refund> {
    return this.dataSource.manager.findOneByOrFail(Refund, { id });
  }

  /** Whether the provider has refused that refund. */
  isRefused(manager: EntityManager, id: number): Promise<boolean> {
    return manager.existsBy(Refund, { id, state: 'refused' });
  }

  /** Whether all the money of a paid order has gone back or is about to. */
  isAllGoingBack(manager: EntityManager, orderSn: string): Promise<boolean> {
    return manager
      .createQueryBuilder(Payment, 'payment')
      .where({ orderSn, kind: 'paid' satisfies PaymentKind })
      .andWhere('payment.refundedCents >= payment.amountCents')
      .getExists();
  }

  /**
   * Sets all that is left of a payment aside that has paid no order: somebody looked into it.
   *
   * @throws {RefundImpossible} also when it has paid its order: that is refunded by `request`
   */
  requestUnbooked(paymentId: number, reason: string, actor: string, once: Once): Promise<Refund> {
    return this.setAsideOnce(once, async (tx) => {
      const payment = await tx.manager.findOneByOrFail(Payment, { id: paymentId });
      if (payment.kind === 'paid') throw new RefundImpossible('paid');
      const amountCents = payment.amountCents - payment.refundedCents;
      const what = { amountCents, reason, restock: false, actor, isBooked: false };
      return this.setAside(tx, payment, what);
    });
  }

  /**
   * Books what the provider has given back without being asked by the shop, such as a refund made
   * on its own pages. What it tells is the sum so far, so that repeated or late messages add
   * nothing.
   *
   * @param payment brought up to date
   * @param toldCents what it says has gone back in all
   * @returns whether there was anything to book
   */
  async bookTold(tx: RestTransaction, payment: Payment, toldCents = 0): Promise<boolean> {
    const { manager } = tx;
    const query = manager.createQueryBuilder(Payment, 'payment').where({ id: payment.id });
    Object.assign(payment, await lockRows(query).getOneOrFail());
    const { amountCents: paidCents, refundedCents, orderSn: sn } = payment;
    const toldRefundedCents = Math.max(payment.toldRefundedCents, Math.min(toldCents, paidCents));
    if (toldRefundedCents > payment.toldRefundedCents) {
      Object.assign(payment, { toldRefundedCents });
      await manager.update(Payment, payment.id, { toldRefundedCents });
    }
    const amountCents = toldRefundedCents - refundedCents;
    if (amountCents <= 0) return false;
    const cause = { actor: this.provider.name, reason: 'refunded on the pages of the provider' };
    const isBooked = payment.kind === 'paid';
    const what = { ...cause, amountCents, restock: false, isBooked };
    const refund = await this.setAside(tx, payment, what);
    await manager.update(Refund, refund.id, { state: 'done', doneAt: new Date() });
    payment.refundedCents += amountCents;
    if (isBooked) this.complain(refund, await this.payables.markRefunded(tx, { sn, ...what }));
    return true;
  }

  /** Has money given back, or what is left of it, whose order no longer waited for it. */
  async returnLate(tx: RestTransaction, payment: Payment): Promise<void> {
    if (payment.refundedCents === payment.amountCents) return;
    const what = {
      amountCents: payment.amountCents - payment.refundedCents,
      reason: 'the order was closed or paid already',
      restock: false,
      actor: this.provider.name,
      isBooked: false,
    };
    const requestNo = `late-${payment.tradeNo}`.slice(0, 64);
    const refund = await this.setAside(tx, payment, what, requestNo);
    tx.afterCommit(() => this.sendLater(refund.id));
  }

  /**
   * As `send`, but leaves it to the background when the provider cannot be asked now.
   *
   * @returns the refund as it is then, pending or not
   */
  async sendNow(refund: Refund): Promise<Refund> {
    try {
      return await this.send(refund.id);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      await this.sendLater(refund.id);
      return refund;
    }
  }

  /**
   * Asks the provider for the money and books the answer. Safe to be repeated and to be done by
   * several at once.
   *
   * @throws {ProviderUnavailable} then it is still pending
   */
  async send(id: number): Promise<Refund> {
    const refund = await this.dataSource.manager.findOneByOrFail(Refund, { id });
    if (refund.state !== 'pending') return refund;
    try {
      // Cash is handed back by whoever says so.
      if (!(await this.isCash(refund))) await this.provider.refund(refund);
      await this.book(refund);
    } catch (error) {
      if (!(error instanceof RefundRefused)) throw error;
      this.logger.error(`refund ${refund.requestNo} of ${refund.orderSn}: ${error.message}`);
      await this.bookRefusal(refund, error.message);
    }
    return this.dataSource.manager.findOneByOrFail(Refund, { id });
  }

  /** Sends what has been pending for a while, whoever has forgotten it. */
  async sendForgotten(before: Date): Promise<void> {
    const forgotten = await this.dataSource.manager.find(Refund, {
      where: { state: 'pending', createdAt: LessThan(before) },
      order: { id: 'ASC' },
      take: 100,
    });
    for (const { id } of forgotten) {
      await this.send(id).catch((error: Error) =>
        this.logger.warn(`refund ${id} is still pending: ${error.message}`),
      );
    }
  }

  /** Whether the provider has refused to give money of this number back: somebody has to look. */
  wasRefused(orderSn: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(Refund, { orderSn, state: 'refused' });
  }

  /** Has it sent in the background. */
  async sendLater(refundId: number): Promise<void> {
    await this.jobs.enqueue(SEND_REFUND, { refundId }, { id: `${refundId}` });
  }

  /** Sets money aside unless a repeated request has done that. */
  private setAsideOnce(
    once: Once,
    work: (tx: RestTransaction) => Promise<Refund>,
  ): Promise<Refund> {
    return this.unitOfWork.run(async (tx) => {
      const id = await once(tx, async () => (await work(tx)).id);
      return tx.manager.findOneByOrFail(Refund, { id });
    });
  }

  private async setAside(
    { manager }: RestTransaction,
    payment: Payment,
    what: Pick<Refund, 'amountCents' | 'reason' | 'restock' | 'actor' | 'isBooked'>,
    requestNo: string = randomUUID(),
  ): Promise<Refund> {
    const { id: paymentId, orderSn, tradeNo } = payment;
    const { affected } = await manager
      .createQueryBuilder()
      .update(Payment)
      .set({ refundedCents: () => 'refundedCents + :cents' })
      .where('id = :paymentId AND :cents > 0 AND refundedCents + :cents <= amountCents')
      .setParameters({ cents: what.amountCents, paymentId })
      .execute();
    if (affected !== 1) throw new RefundImpossible('too-much');
    const refund = manager.create(Refund, {
      ...what,
      requestNo,
      paymentId,
      orderSn,
      tradeNo,
      state: 'pending',
      failure: null,
      createdAt: new Date(),
      doneAt: null,
    });
    await manager.insert(Refund, refund);
    return refund;
  }

  private async book(refund: Refund): Promise<void> {
    const { id, orderSn: sn, amountCents, actor, reason, restock } = refund;
    const outcome = await this.unitOfWork.run(async (tx) => {
      await this.payables.lock(tx, sn);
      const done = { state: 'done', doneAt: new Date() } as const;
      const { affected } = await tx.manager.update(Refund, { id, state: 'pending' }, done);
      if (affected !== 1 || !refund.isBooked) return 'refunded';
      return this.payables.markRefunded(tx, {
        sn,
        amountCents,
        actor,
        reason,
        restock,
        refundId: id,
      });
    });
    this.complain(refund, outcome);
  }

  private complain({ requestNo, orderSn }: Refund, outcome: string): void {
    if (outcome === 'refunded') return;
    this.logger.error(`refund ${requestNo} of ${orderSn} could not be booked: ${outcome}`);
  }

  private isCash({ paymentId: id }: Refund): Promise<boolean> {
    return this.dataSource.manager.existsBy(Payment, { id, provider: CASH });
  }

  private async bookRefusal(refund: Refund, reason: string): Promise<void> {
    const { id, paymentId, amountCents, orderSn } = refund;
    await this.unitOfWork.run(async (tx) => {
      const { manager } = tx;
      await this.payables.lock(tx, orderSn);
      const refused = { state: 'refused', failure: cutText(reason, 200) } as const;
      const { affected } = await manager.update(Refund, { id, state: 'pending' }, refused);
      if (affected !== 1) return;
      await manager.decrement(Payment, { id: paymentId }, 'refundedCents', amountCents);
      // It may be refused because the provider has given the money back already.
      await this.bookTold(tx, await manager.findOneByOrFail(Payment, { id: paymentId }));
    });
  }
}

/** The payment that has paid an order, locked until the unit of work ends. */
function lockPaid(manager: EntityManager, orderSn: string): Promise<Payment | null> {
  const query = manager
    .createQueryBuilder(Payment, 'payment')
    .where({ orderSn, kind: 'paid' satisfies PaymentKind });
  return lockRows(query).getOne();
}
