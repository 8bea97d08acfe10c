import { Module } from '@nestjs/common';
import { GoodsModule } from '../goods/goods.module.js';
import { UsersModule } from '../users/users.module.js';
import { CartExpiry } from './cart-expiry.js';
import { CartController } from './cart.controller.js';
import { CartService } from './cart.service.js';

/** What shoppers have put aside to buy. */
@Module({
  imports: [GoodsModule, UsersModule],
  controllers: [CartController],
  providers: [CartService, CartExpiry],
  exports: [CartService],
})
export class CartModule {}
