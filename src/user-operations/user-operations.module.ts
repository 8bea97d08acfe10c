import { Module } from '@nestjs/common';
import { GoodsModule } from '../goods/goods.module.js';
import { UsersModule } from '../users/users.module.js';
import { FavouritesController } from './favourites/favourites.controller.js';
import { Favourites } from './favourites/favourites.service.js';
import { GoodsRefresh } from './favourites/goods-refresh.js';
import { MessageFilesSweep } from './messages/message-files-sweep.js';
import { MessagesController } from './messages/messages.controller.js';
import { Messages } from './messages/messages.service.js';

/** What users keep for themselves. */
@Module({
  imports: [GoodsModule, UsersModule],
  controllers: [FavouritesController, MessagesController],
  providers: [Favourites, GoodsRefresh, Messages, MessageFilesSweep],
})
export class UserOperationsModule {}
