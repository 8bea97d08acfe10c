import { TicketOrderAdmin } from './tickets.admin.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CinemasModule } from '../cinemas/cinemas.module.js';
import { JobOutboxModule } from '../infrastructure/jobs/index.js';
import { PaymentsModule } from '../payments/index.js';
import { UsersModule } from '../users/users.module.js';
import { CheckInController } from './check-in.controller.js';
import { TICKET_ENTITIES } from './entities/index.js';
import { CheckIns } from './check-ins.js';
import { PickUp } from './pick-up.js';
import { StaffTicketsController } from './staff-tickets.controller.js';
import { TicketExpiry } from './ticket-expiry.js';
import { TicketNotices } from './ticket-notices.js';
import { TicketOrderExtras } from './ticket-order-extras.js';
import { TicketOrdersController } from './ticket-orders.controller.js';
import { TicketOrdersService } from './ticket-orders.service.js';
import { TicketPayments } from './ticket-payments.js';
import { TicketRefundController } from './ticket-refund.controller.js';
import { TicketRefunds } from './ticket-refunds.js';
import { UnpaidHolds } from './unpaid-holds.js';

/** Tickets: seats are locked, paid for, used or given back. */
@Module({
  imports: [
    TypeOrmModule.forFeature(TICKET_ENTITIES),
    JobOutboxModule,
    CinemasModule,
    PaymentsModule,
    UsersModule,
  ],
  controllers: [
    TicketOrdersController,
    TicketRefundController,
    CheckInController,
    StaffTicketsController,
  ],
  providers: [
    TicketOrdersService,
    TicketOrderExtras,
    TicketPayments,
    TicketNotices,
    TicketRefunds,
    TicketExpiry,
    UnpaidHolds,
    PickUp,
    CheckIns,
    TicketOrderAdmin,
  ],
  exports: [TicketOrdersService],
})
export class TicketsModule {}
