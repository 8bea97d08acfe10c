import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CartModule } from '../cart/cart.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { PaymentsModule } from '../payments/index.js';
import { UsersModule } from '../users/users.module.js';
import { AutoReceive } from './fulfilment/auto-receive.js';
import { FulfilmentService } from './fulfilment/fulfilment.service.js';
import { ReceiveController } from './fulfilment/receive.controller.js';
import { OrderHistoryController } from './history/order-history.controller.js';
import { OrderEvents } from './order-events.js';
import { OrderExpiry } from './order-expiry.js';
import { OrderPaymentController } from './order-payment.controller.js';
import { OrderRefundController } from './order-refund.controller.js';
import { OrderPayments } from './order-payments.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';
import { SettlementController } from './settlement.controller.js';
import { ORDER_ENTITIES } from './entities/index.js';
import { StaffOrderHistoryController } from './staff/staff-order-history.controller.js';
import { StaffOrdersController } from './staff/staff-orders.controller.js';
import { StaffShipmentsController } from './staff/staff-shipments.controller.js';
import { UnpaidLimits } from './unpaid-limits.js';

/** Orders: placing, listing, cancelling, closing, sending and receiving them. */
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
    OrderHistoryController,
    ReceiveController,
    StaffOrdersController,
    StaffOrderHistoryController,
    StaffShipmentsController,
  ],
  providers: [
    OrderEvents,
    OrderPayments,
    OrdersService,
    OrderExpiry,
    UnpaidLimits,
    FulfilmentService,
    AutoReceive,
  ],
  exports: [OrderEvents, OrderPayments, OrdersService, FulfilmentService],
})
export class OrdersModule {}
