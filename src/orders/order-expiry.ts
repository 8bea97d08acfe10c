import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { defineJob, JobQueue, JobWorkers } from '../infrastructure/jobs/index.js';
import { PeriodicTask } from '../infrastructure/periodic/periodic-task.js';
import { Order } from './entities/index.js';
import { OrderEvents } from './order-events.js';
import { OrdersService } from './orders.service.js';

/** Seconds from one look at the orders to the next. */
const PAUSE = 15;
/** Orders looked at in one go. */
const BATCH = 200;

/** Closes an order if it is overdue. */
export const closeOrder = defineJob<{ orderId: number }>('close-order');

/**
 * Closes orders that nobody has paid in time: each by a job of its own, to the second; and whatever
 * is left by looking into the database, for jobs can be lost.
 */
@Injectable()
export class OrderExpiry
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger(OrderExpiry.name);
  private readonly task = new PeriodicTask(OrderExpiry.name, PAUSE, () => this.sweep());

  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: OrdersService,
    private readonly events: OrderEvents,
    private readonly queue: JobQueue,
    private readonly workers: JobWorkers,
  ) {}

  onModuleInit(): void {
    this.workers.register(closeOrder, async ({ orderId }) => {
      await this.orders.closeOverdue(orderId);
    });
    this.events.on('placed', (order) => this.schedule(order));
  }

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
      const orders = await this.dataSource.manager.find(Order, {
        select: { id: true },
        where: { status: 'paying', closesAt: LessThanOrEqual(now) },
        order: { closesAt: 'ASC' },
        take: BATCH,
      });
      for (const { id } of orders) {
        if (await this.orders.closeOverdue(id, now)) closed += 1;
      }
      if (orders.length < BATCH) return closed;
    }
  }

  /** The buyer does not wait for the queue. */
  private schedule({ id, closesAt }: Order): void {
    const delaySeconds = Math.max(0, (closesAt.getTime() - Date.now()) / 1000);
    this.queue
      .enqueue(closeOrder, { orderId: id }, { id: `${id}`, delaySeconds })
      .catch((error: Error) => {
        this.logger.warn(`order ${id} is left to the sweep: ${error.message}`);
      });
  }
}
