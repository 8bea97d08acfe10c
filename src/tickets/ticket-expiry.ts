import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { PeriodicTask } from '../infrastructure/periodic-task.js';
import { TicketOrder } from './entities/index.js';
import { TicketOrdersService } from './ticket-orders.service.js';
import { TicketRefunds } from './ticket-refunds.js';

/** Seconds from one look at the orders to the next, and at refunds that were begun and lost. */
const PAUSE = 5;
const REFUND_PAUSE = 60;

/**
 * Closes ticket orders whose time is over, so that their seats are shown as free; whether somebody
 * else can have a seat is decided by the time of its hold, not by this.
 */
@Injectable()
export class TicketExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(TicketExpiry.name, PAUSE, () => this.sweep());
  private readonly refundTask: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: TicketOrdersService,
    refunds: TicketRefunds,
  ) {
    this.refundTask = new PeriodicTask(TicketRefunds.name, REFUND_PAUSE, () => refunds.sweep());
  }

  onApplicationBootstrap(): void {
    this.task.start();
    this.refundTask.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.task.stop(), this.refundTask.stop()]);
  }

  /** @returns how many orders were overdue and are closed now */
  sweep(now = new Date()): Promise<number> {
    return this.task.sweep(
      (take) =>
        this.dataSource.manager.find(TicketOrder, {
          select: { id: true },
          where: { status: 'paying', closesAt: LessThanOrEqual(now) },
          order: { closesAt: 'ASC' },
          take,
        }),
      ({ id }) => this.orders.closeOverdue(id, now),
    );
  }
}
