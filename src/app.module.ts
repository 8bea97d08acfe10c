import { Module, type DynamicModule } from '@nestjs/common';
import { AreasModule } from './areas/areas.module.js';
import { AREA_ENTITIES } from './areas/entities/index.js';
import { CartModule } from './cart/cart.module.js';
import { CART_ENTITIES } from './cart/entities/index.js';
import type { Settings } from './config/settings.js';
import { CoreModule } from './core.module.js';
import { DemoModule } from './demo/demo.module.js';
import { CATALOGUE_ENTITIES } from './goods/entities/index.js';
import { GoodsModule } from './goods/goods.module.js';
import { IdempotencyKey } from './infrastructure/idempotency/idempotency-key.entity.js';
import { OAUTH_ENTITIES } from './oauth/entities/index.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { ORDER_ENTITIES } from './orders/entities/index.js';
import { OrdersModule } from './orders/orders.module.js';
import { PAYMENT_ENTITIES } from './payments/entities/index.js';
import { PaymentsModule } from './payments/payments.module.js';
import { USER_OPERATION_ENTITIES } from './user-operations/entities/index.js';
import { UserOperationsModule } from './user-operations/user-operations.module.js';
import { USER_ENTITIES } from './users/entities/index.js';
import { UsersModule } from './users/users.module.js';

/** Every table by domain; permissions are called after both, e.g. `goods.change_goodsimage`. */
export const MODELS = {
  goods: CATALOGUE_ENTITIES,
  areas: AREA_ENTITIES,
  users: USER_ENTITIES,
  cart: CART_ENTITIES,
  orders: ORDER_ENTITIES,
  payments: PAYMENT_ENTITIES,
  oauth: OAUTH_ENTITIES,
  'user-operations': USER_OPERATION_ENTITIES,
  idempotency: [IdempotencyKey],
};

/** Every table of every domain. */
export const ENTITIES = Object.values(MODELS).flat();

/** The whole shop. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.forRoot(settings, MODELS),
        GoodsModule,
        AreasModule,
        UsersModule,
        CartModule,
        OrdersModule,
        PaymentsModule,
        OAuthModule,
        UserOperationsModule,
        DemoModule,
      ],
    };
  }
}
