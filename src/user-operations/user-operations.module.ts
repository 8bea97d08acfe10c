import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AreasModule } from '../areas/areas.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { UsersModule } from '../users/users.module.js';
import { AddressBook } from './addresses/address-book.js';
import { AddressController } from './addresses/address.controller.js';
import { AddressesController } from './addresses/addresses.controller.js';
import { FavouritesController } from './favourites/favourites.controller.js';
import { Favourites } from './favourites/favourites.service.js';
import { HistoryController } from './history/history.controller.js';
import { BROWSE_HISTORY } from './history/history.provider.js';
import { MessagesController } from './messages/messages.controller.js';
import { Messages } from './messages/messages.service.js';
import { USER_OPERATION_ENTITIES } from './entities/index.js';

/** What users keep for themselves. */
@Module({
  imports: [
    TypeOrmModule.forFeature(USER_OPERATION_ENTITIES),
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
  ],
  providers: [Favourites, Messages, AddressBook, BROWSE_HISTORY],
})
export class UserOperationsModule {}
