import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/users.module.js';
import { AlipayController } from './controllers/alipay.controller.js';
import { PayPageController } from './controllers/pay-page.controller.js';
import { PaymentStatusController } from './controllers/payment.controllers.js';
import { PaymentsController, RefundsController } from './controllers/refund.controllers.js';
import { Payables } from './payable.js';
import { PaymentProviderModule } from './provider.module.js';
import { ReconciliationService } from './reconciliation.service.js';
import { RefundsService } from './refunds.service.js';
import { ReturnsService } from './returns.service.js';
import { SettlementService } from './settlement.service.js';
import { PAYMENT_ENTITIES } from './entities/index.js';

/** Payments: where payables are paid, what the provider says of it, and money that goes back. */
@Module({
  imports: [TypeOrmModule.forFeature(PAYMENT_ENTITIES), PaymentProviderModule, UsersModule],
  controllers: [
    AlipayController,
    PayPageController,
    PaymentStatusController,
    PaymentsController,
    RefundsController,
  ],
  providers: [Payables, SettlementService, RefundsService, ReconciliationService, ReturnsService],
  exports: [Payables, RefundsService],
})
export class PaymentsModule {}
