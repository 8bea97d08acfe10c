import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { PeriodicTask } from '../infrastructure/periodic/periodic-task.js';
import { TicketOrder } from './entities/index.js';
import { TicketOrdersService } from './ticket-orders.service.js';
import { TicketRefunds } from './ticket-refunds.js';

/** Seconds from one look to the next. */
const PAUSE = 5;
/** Orders looked at in one go. */
const BATCH = 200;

/**
 * Closes ticket orders whose time is over, so that their seats are shown as free; whether somebody
 * else can have a seat is decided by the time of its hold, not by this.
 */
@Injectable()
export class TicketExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(TicketExpiry.name, PAUSE, async () => {
    await this.sweep();
    await this.refunds.sweep();
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: TicketOrdersService,
    private readonly refunds: TicketRefunds,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many orders were overdue and are closed now */
  async sweep(now = new Date()): Promise<number> {
    let closed = 0;
    for (;;) {
      const orders = await this.dataSource.manager.find(TicketOrder, {
        select: { id: true },
        where: { status: 'paying', closesAt: LessThanOrEqual(now) },
        order: { closesAt: 'ASC' },
        take: BATCH,
      });
      for (const { id } of orders) {
        if (this.task.isStopping) return closed;
        if (await this.orders.closeOverdue(id, now)) closed += 1;
      }
      if (orders.length < BATCH) return closed;
    }
  }
}
