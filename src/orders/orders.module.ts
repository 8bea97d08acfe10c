import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CartModule } from '../cart/cart.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { PaymentsModule } from '../payments/index.js';
import { UsersModule } from '../users/users.module.js';
import { OrderEvents } from './order-events.js';
import { OrderExpiry } from './order-expiry.js';
import { OrderPaymentController } from './order-payment.controller.js';
import { OrderRefundController } from './order-refund.controller.js';
import { OrderPayments } from './order-payments.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';
import { UnpaidLimits } from './unpaid-limits.js';
import { SettlementController } from './settlement.controller.js';
import { ORDER_ENTITIES } from './entities/index.js';

/** Orders: placing, listing, cancelling and closing them. */
@Module({
  imports: [
    TypeOrmModule.forFeature(ORDER_ENTITIES),
    GoodsModule,
    UsersModule,
    CartModule,
    PaymentsModule,
  ],
  controllers: [
    SettlementController,
    OrdersController,
    OrderPaymentController,
    OrderRefundController,
  ],
  providers: [OrderEvents, OrderPayments, OrdersService, OrderExpiry, UnpaidLimits],
  exports: [OrderEvents, OrderPayments, OrdersService],
})
export class OrdersModule {}
