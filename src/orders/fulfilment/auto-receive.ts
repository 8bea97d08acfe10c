import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { PeriodicTask } from '../../infrastructure/periodic-task.js';
import { Order } from '../entities/index.js';
import { FulfilmentService } from './fulfilment.service.js';

/** Seconds from one look at the orders to the next. */
const PAUSE = 60;

/** Takes orders for received that were sent so long ago that their buyers must have them. */
@Injectable()
export class AutoReceive implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(AutoReceive.name, PAUSE, () => this.sweep());

  constructor(
    private readonly dataSource: DataSource,
    private readonly fulfilment: FulfilmentService,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many orders were received by it */
  sweep(now = new Date()): Promise<number> {
    return this.task.sweep(
      (take) =>
        this.dataSource.manager.find(Order, {
          select: { id: true },
          where: { fulfilment: 'sent', receiveBy: LessThanOrEqual(now) },
          order: { receiveBy: 'ASC' },
          take,
        }),
      ({ id }) => this.fulfilment.receiveOverdue(id, now),
    );
  }
}
