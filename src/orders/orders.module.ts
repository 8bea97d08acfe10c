import { Module } from '@nestjs/common';
import { GoodsModule } from '../goods/goods.module.js';
import { UsersModule } from '../users/users.module.js';
import { OrderEvents } from './order-events.js';
import { OrderPayments } from './order-payments.js';

/** Orders: placing, listing, cancelling and closing them. */
@Module({
  imports: [GoodsModule, UsersModule],
  providers: [OrderEvents, OrderPayments],
  exports: [OrderEvents, OrderPayments],
})
export class OrdersModule {}
