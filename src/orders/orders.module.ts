import { OrdersDashboard } from './admin/orders.dashboard.js';
import { OrderAdmin } from './admin/orders.admin.js';
import { ReturnAdmin } from './admin/returns.admin.js';
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
import { OrderPaymentController } from './meiduo/order-payment.controller.js';
import { OrderRefundController } from './order-refund.controller.js';
import { OrderPayments } from './order-payments.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';
import { Settlement } from './meiduo/settlement.js';
import { SettlementController } from './meiduo/settlement.controller.js';
import { SkuOrders } from './meiduo/sku-orders.js';
import { ORDER_ENTITIES } from './entities/index.js';
import { ReturnsController } from './returns/returns.controller.js';
import { OrderReturns } from './returns/returns.service.js';
import { StaffCashController } from './staff/staff-cash.controller.js';
import { StaffOrderHistoryController } from './staff/staff-order-history.controller.js';
import { StaffOrdersController } from './staff/staff-orders.controller.js';
import { StaffReturnsController } from './staff/staff-returns.controller.js';
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
    StaffCashController,
    ReturnsController,
    StaffReturnsController,
  ],
  providers: [
    OrderEvents,
    OrderPayments,
    OrdersService,
    OrderExpiry,
    UnpaidLimits,
    SkuOrders,
    Settlement,
    FulfilmentService,
    OrderReturns,
    AutoReceive,
    OrderAdmin,
    ReturnAdmin,
    OrdersDashboard,
  ],
  exports: [OrderEvents, OrderPayments, OrdersService, FulfilmentService, SkuOrders, Settlement],
})
export class OrdersModule {}
