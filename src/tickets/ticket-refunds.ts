import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Screening } from '../cinemas/entities/index.js';
import { ScreeningsService } from '../cinemas/screenings/screenings.service.js';
import { Settings } from '../config/settings.js';
import { ticketSettings } from './tickets.settings.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { DAY, MINUTE } from '../infrastructure/durations.js';
import { asError } from '../infrastructure/errors.js';
import { defineJob, JobQueue, JobWorkers } from '../infrastructure/jobs/index.js';
import { RefundImpossible, RefundsService, refuseOwnMoney, type Cause } from '../payments/index.js';
import { NotFound, ValidationError, type RestTransaction } from '../rest/index.js';
import type { User } from '../users/entities/index.js';
import { TicketOrder } from './entities/index.js';
import { lockTicketOrder, moveTicketOrder } from './ticket-moves.js';
import { TicketNotices } from './ticket-notices.js';
import { TicketPayments } from './ticket-payments.js';
import { MESSAGES } from './tickets.messages.js';

/** Gives everybody's money back who has tickets of a cancelled screening. */
export const REFUND_SCREENING = defineJob<{ screeningId: number }>('tickets-refund-screening', {
  attempts: 20,
  backoffSeconds: 5,
});

/** Staff give back the money for tickets of others. */
export function wishOfStaff({ id }: Pick<User, 'id'>): Wish {
  return { actor: `user:${id}`, reason: 'refunded by staff', as: 'staff' };
}

/** Orders looked at in one go. */
const BATCH = 100;
/** Milliseconds from the start of a screening after which nobody cancels it any more. */
const CANCELLABLE = 30 * DAY;

/** Who wants the money back, and why. */
export interface Wish extends Cause {
  /**
   * Buyers may until some time before the start and while the tickets are unused, staff always; for
   * tickets of their own, administrators only.
   */
  readonly as: 'buyer' | 'staff';
}

/**
 * Gives the money for tickets back. The order is moved first, so that nobody is let in with tickets
 * whose money is on its way; its seats are free when the money has gone.
 */
@Injectable()
export class TicketRefunds implements OnModuleInit {
  private readonly logger = new Logger('Tickets');

  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly refunds: RefundsService,
    private readonly payments: TicketPayments,
    private readonly notices: TicketNotices,
    private readonly screenings: ScreeningsService,
    private readonly jobs: JobQueue,
    private readonly workers: JobWorkers,
  ) {}

  onModuleInit(): void {
    this.workers.register(REFUND_SCREENING, ({ screeningId }) => this.refundAll(screeningId));
    this.screenings.onCancelled((tx, { id }) => {
      tx.afterCommit(() => this.refundLater(id));
    });
  }

  /**
   * Begins to give the money back.
   *
   * @throws NotFound; ValidationError when it is too late for that; PermissionDenied when somebody
   *   else has to decide
   */
  async begin(id: number, wish: Wish): Promise<TicketOrder> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockTicketOrder(tx.manager, { id });
      if (!order) throw new NotFound();
      await this.refuse(tx, order, wish);
      await moveTicketOrder(tx.manager, order, 'refunding', wish);
      return order;
    });
  }

  /**
   * Sends what `begin` has begun.
   *
   * @throws what the payments throw; then the tickets count again, unless the money is on its way
   */
  async send(order: TicketOrder, { actor, reason }: Cause): Promise<void> {
    try {
      const wanted = { orderSn: order.sn, reason, restock: false, actor, isDecided: true };
      const refund = await this.refunds.request(wanted, (_tx, work) => work());
      const { state, failure } = await this.refunds.sendNow(refund);
      if (state === 'refused') throw new Error(failure ?? 'refused');
    } catch (error) {
      // All of it is on its way already: somebody else was quicker.
      if (error instanceof RefundImpossible && error.reason === 'too-much') return;
      await this.takeBack(order.id, asError(error).message);
      throw error;
    }
  }

  /** Closes unpaid orders of a cancelled screening and refunds the paid ones; may be repeated. */
  private async refundAll(screeningId: number): Promise<void> {
    const cause: Cause = { actor: 'cinema', reason: 'screening cancelled' };
    let after = 0;
    let failed: unknown;
    for (;;) {
      const orders = await this.dataSource.manager
        .createQueryBuilder(TicketOrder, 'ticket')
        .where('ticket.screeningId = :screeningId AND ticket.id > :after', { screeningId, after })
        .andWhere("ticket.status IN ('paying', 'paid', 'refunding')")
        .orderBy('ticket.id')
        .take(BATCH)
        .getMany();
      for (const { id } of orders) {
        await this.refundOne(id, cause).catch((error: unknown) => (failed = error));
        after = id;
      }
      if (orders.length < BATCH) break;
    }
    if (failed) throw failed;
  }

  private async refundOne(id: number, cause: Cause): Promise<void> {
    const order = await this.unitOfWork.run(async (tx) => {
      const locked = await lockTicketOrder(tx.manager, { id });
      if (locked?.status === 'paying') {
        await this.payments.close(tx, locked, cause);
        await this.notices.tell(tx, locked, 'cancelled');
        return null;
      }
      if (locked?.status === 'paid' && !(await this.refunds.wasRefused(locked.sn))) {
        await moveTicketOrder(tx.manager, locked, 'refunding', cause);
        await this.notices.tell(tx, locked, 'cancelled');
      }
      return locked?.status === 'refunding' ? locked : null;
    });
    if (order && !(await this.refunds.wasRefused(order.sn))) await this.send(order, cause);
  }

  private async refuse(
    tx: RestTransaction,
    order: TicketOrder,
    { actor, as }: Wish,
  ): Promise<void> {
    if (as === 'staff') await refuseOwnMoney(tx.manager, order, actor);
    if (order.status !== 'paid') throw ValidationError.nonField(MESSAGES.notPaid);
    if (as === 'staff') return;
    if (order.checkedInAt !== null) throw ValidationError.nonField(MESSAGES.checkedIn);
    const { refundUntilMinutes: minutes } = this.settings.of(ticketSettings);
    const { startsAt } = await tx.manager.findOneByOrFail(Screening, { id: order.screeningId });
    if (Date.now() > startsAt.getTime() - minutes * MINUTE) {
      throw ValidationError.nonField(MESSAGES.tooLate(minutes));
    }
  }

  private async takeBack(id: number, reason: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const order = await lockTicketOrder(tx.manager, { id });
      if (order?.status !== 'refunding') return;
      // It was set aside, and only the answer was lost: it goes back sooner or later.
      if (await this.refunds.isAllGoingBack(tx.manager, order.sn)) return;
      await moveTicketOrder(tx.manager, order, 'paid', { actor: 'payments', reason });
    });
  }

  private refundLater(screeningId: number): void {
    this.jobs
      .enqueue(REFUND_SCREENING, { screeningId }, { id: `${screeningId}` })
      .catch((error: Error) => {
        this.logger.error(`screening ${screeningId} is left to the sweep: ${error.message}`);
      });
  }

  /** Goes on with what was begun and lost: refunds, and cancelled screenings with paid tickets. */
  async sweep(): Promise<void> {
    for (const { id } of await this.cancelledWithOrders()) {
      await this.refundAll(id).catch((error: unknown) => {
        this.logger.warn(`screening ${id} is not refunded yet: ${asError(error).message}`);
      });
    }
    const begun = await this.dataSource.manager.find(TicketOrder, {
      where: { status: 'refunding' },
      order: { id: 'ASC' },
      take: BATCH,
    });
    const cause: Cause = { actor: 'sweep', reason: 'refund begun before' };
    for (const order of begun) {
      if (await this.refunds.wasRefused(order.sn)) continue;
      await this.send(order, cause).catch((error: unknown) => {
        this.logger.warn(`refund of ${order.sn}: ${asError(error).message}`);
      });
    }
  }

  /** Cancelled screenings, perhaps after their start, of which there are orders left. */
  private cancelledWithOrders(): Promise<Screening[]> {
    const { manager } = this.dataSource;
    const left = manager
      .createQueryBuilder(TicketOrder, 'ticket')
      .select('ticket.id')
      .where("ticket.screeningId = screening.id AND ticket.status IN ('paying', 'paid')");
    return manager
      .createQueryBuilder(Screening, 'screening')
      .select('screening.id')
      .where('screening.isCancelled = :yes AND screening.startsAt > :since', {
        yes: true,
        since: new Date(Date.now() - CANCELLABLE),
      })
      .andWhere(`EXISTS (${left.getQuery()})`)
      .orderBy('screening.id')
      .limit(BATCH)
      .getMany();
  }
}
