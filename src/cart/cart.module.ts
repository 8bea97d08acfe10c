import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GoodsModule } from '../goods/goods.module.js';
import { UsersModule } from '../users/users.module.js';
import { CartExpiry } from './cart-expiry.js';
import { CartController } from './cart.controller.js';
import { CartService } from './cart.service.js';
import { OptionalAuthentication } from './meiduo/optional.authentication.js';
import { SkuCartController } from './meiduo/sku-cart.controller.js';
import { SkuCarts } from './meiduo/sku-carts.js';
import { CART_ENTITIES } from './entities/index.js';

/** What shoppers have put aside to buy. */
@Module({
  imports: [TypeOrmModule.forFeature(CART_ENTITIES), GoodsModule, UsersModule],
  controllers: [CartController, SkuCartController],
  providers: [CartService, CartExpiry, SkuCarts, OptionalAuthentication],
  exports: [CartService, SkuCarts],
})
export class CartModule {}
