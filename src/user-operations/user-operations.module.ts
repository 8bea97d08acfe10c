import { AddressAdmin, FavouriteAdmin, MessageAdmin } from './user-operations.admin.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AreasModule } from '../areas/areas.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { JobOutboxModule } from '../infrastructure/jobs/index.js';
import { UsersModule } from '../users/users.module.js';
import { AddressBook } from './addresses/address-book.js';
import { AddressController } from './addresses/address.controller.js';
import { BrowsedSkus } from './meiduo/browsed-skus.js';
import { AddressesController } from './meiduo/addresses.controller.js';
import { FavouritesController } from './favourites/favourites.controller.js';
import { Favourites } from './favourites/favourites.service.js';
import { HistoryController } from './meiduo/history.controller.js';
import { BROWSE_HISTORY } from './history/history.provider.js';
import { MessagesController } from './messages/messages.controller.js';
import { AnswerMails } from './messages/answer-mail.jobs.js';
import { MessageNotices } from './messages/message-notices.js';
import { MessagesDashboard } from './messages/messages.dashboard.js';
import { Messages } from './messages/messages.service.js';
import { StaffAddressesController } from './staff/staff-addresses.controller.js';
import { StaffMessagesController } from './staff/staff-messages.controller.js';
import { USER_OPERATION_ENTITIES } from './entities/index.js';

/** What users keep for themselves. */
@Module({
  imports: [
    TypeOrmModule.forFeature(USER_OPERATION_ENTITIES),
    JobOutboxModule,
    GoodsModule,
    UsersModule,
    AreasModule,
  ],
  controllers: [
    FavouritesController,
    MessagesController,
    AddressController,
    AddressesController,
    HistoryController,
    StaffMessagesController,
    StaffAddressesController,
  ],
  providers: [
    Favourites,
    Messages,
    MessageNotices,
    AnswerMails,
    MessagesDashboard,
    AddressBook,
    BROWSE_HISTORY,
    BrowsedSkus,
    AddressAdmin,
    MessageAdmin,
    FavouriteAdmin,
  ],
  exports: [AddressBook, BrowsedSkus],
})
export class UserOperationsModule {}
