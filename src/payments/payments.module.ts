import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrdersModule } from '../orders/orders.module.js';
import { UsersModule } from '../users/users.module.js';
import { AlipayController } from './controllers/alipay.controller.js';
import {
  OrderPaymentController,
  PaymentStatusController,
} from './controllers/payment.controllers.js';
import {
  OrderRefundController,
  PaymentsController,
  RefundsController,
} from './controllers/refund.controllers.js';
import { PaymentProviderModule } from './provider.module.js';
import { ReconciliationService } from './reconciliation.service.js';
import { RefundsService } from './refunds.service.js';
import { ReturnsService } from './returns.service.js';
import { SettlementService } from './settlement.service.js';
import { PAYMENT_ENTITIES } from './entities/index.js';

/** Payments: where orders are paid, what the provider says of it, and money that goes back. */
@Module({
  imports: [
    TypeOrmModule.forFeature(PAYMENT_ENTITIES),
    PaymentProviderModule,
    OrdersModule,
    UsersModule,
  ],
  controllers: [
    AlipayController,
    OrderPaymentController,
    PaymentStatusController,
    OrderRefundController,
    PaymentsController,
    RefundsController,
  ],
  providers: [SettlementService, RefundsService, ReconciliationService, ReturnsService],
})
export class PaymentsModule {}
