import { NotificationAdmin, PaymentAdmin, RefundAdmin } from './payments.admin.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/users.module.js';
import { CashService } from './cash.service.js';
import { AlipayController } from './controllers/alipay.controller.js';
import { PayPageController } from './controllers/pay-page.controller.js';
import { PaymentStatusController } from './meiduo/payment-status.controller.js';
import { PaymentsController, RefundsController } from './controllers/refund.controllers.js';
import {
  StaffPaymentsController,
  StaffRefundsController,
} from './controllers/staff.controllers.js';
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
    StaffPaymentsController,
    StaffRefundsController,
  ],
  providers: [
    Payables,
    SettlementService,
    RefundsService,
    ReconciliationService,
    ReturnsService,
    CashService,
    PaymentAdmin,
    RefundAdmin,
    NotificationAdmin,
  ],
  exports: [Payables, RefundsService, ReturnsService, CashService],
})
export class PaymentsModule {}
