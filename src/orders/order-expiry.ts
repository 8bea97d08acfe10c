import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { defineJob, JobQueue, JobWorkers } from '../infrastructure/jobs/index.js';
import { PeriodicTask } from '../infrastructure/periodic-task.js';
import { Order } from './entities/index.js';
import { OrderEvents } from './order-events.js';
import { OrdersService } from './orders.service.js';

/** Seconds from one look at the orders to the next. */
const PAUSE = 15;

/** Seconds of orders that one job closes: thousands of orders must not be thousands of jobs. */
const STEP = 10;

/** Closes the orders that are overdue. */
export const closeOverdueOrders = defineJob<Record<string, never>>('close-overdue-orders');

/**
 * Closes orders that nobody has paid in time: by jobs that are due when orders are; and whatever is
 * left by looking into the database now and then, for jobs can be lost.
 */
@Injectable()
export class OrderExpiry
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger(OrderExpiry.name);
  /** The last step for which there is a job. */
  private scheduled = 0;
  private readonly task = new PeriodicTask(OrderExpiry.name, PAUSE, () => this.sweep());

  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: OrdersService,
    private readonly events: OrderEvents,
    private readonly queue: JobQueue,
    private readonly workers: JobWorkers,
  ) {}

  onModuleInit(): void {
    this.workers.register(closeOverdueOrders, async () => {
      await this.sweep();
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
  sweep(now = new Date()): Promise<number> {
    return this.task.sweep(
      (take) =>
        this.dataSource.manager.find(Order, {
          select: { id: true },
          where: { status: 'paying', closesAt: LessThanOrEqual(now) },
          order: { closesAt: 'ASC' },
          take,
        }),
      ({ id }) => this.orders.closeOverdue(id, now),
    );
  }

  /** The buyer does not wait for the queue. */
  private schedule({ closesAt }: Order): void {
    const step = Math.ceil(closesAt.getTime() / 1000 / STEP);
    if (step === this.scheduled) return;
    this.scheduled = step;
    const delaySeconds = Math.max(0, step * STEP - Date.now() / 1000);
    this.queue
      .enqueue(closeOverdueOrders, {}, { id: `${step}`, delaySeconds })
      .catch((error: Error) => {
        this.scheduled = 0;
        this.logger.warn(`unpaid orders are left to the sweep: ${error.message}`);
      });
  }
}
