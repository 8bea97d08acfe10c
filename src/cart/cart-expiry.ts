import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { PeriodicTask } from '../infrastructure/periodic-task.js';
import { CartService } from './cart.service.js';
import { CartLine } from './entities/index.js';

/** Seconds from one look at the carts to the next. */
const PAUSE = 30;

/** Puts back what abandoned carts keep out of the stock. */
@Injectable()
export class CartExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(CartExpiry.name, PAUSE, () => this.sweep());

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly cart: CartService,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many lines kept something for too long, and do not any more */
  sweep(now = new Date()): Promise<number> {
    return this.task.sweep(
      (take) =>
        this.dataSource.manager.find(CartLine, {
          where: { reservedUntil: LessThanOrEqual(now) },
          order: { reservedUntil: 'ASC' },
          take,
        }),
      (line) => this.unitOfWork.run((tx) => this.cart.release(tx, line, now)),
    );
  }
}
