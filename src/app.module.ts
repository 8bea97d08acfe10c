import { Module, type DynamicModule } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { AreasModule } from './areas/areas.module.js';
import { CartModule } from './cart/cart.module.js';
import { CinemasModule } from './cinemas/cinemas.module.js';
import { CommentsModule } from './comments/comments.module.js';
import type { Settings } from './config/settings.js';
import { MENU } from './menu.js';
import { bilingual } from './languages.js';
import { GROUPS } from './docs/groups.js';
import { CoreModule } from './core.module.js';
import { DemoModule } from './demo/demo.module.js';
import { CatalogueAdminModule } from './goods/admin/catalogue-admin.module.js';
import { GoodsModule } from './goods/goods.module.js';
import { modelsOf } from './infrastructure/database/models-of.js';
import { IdempotencyModule } from './infrastructure/idempotency/idempotency.module.js';
import { JobOutboxModule } from './infrastructure/jobs/index.js';
import { MoviesModule } from './movies/movies.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { SandboxModule } from './sandbox/sandbox.module.js';
import { BY_STATUS } from './session-dialect/pages-envelope.js';
import { SessionDialectModule } from './session-dialect/session-dialect.module.js';
import { sessionDialectSettings } from './session-dialect/session-dialect.settings.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { UserOperationsModule } from './user-operations/user-operations.module.js';
import { UsersModule } from './users/users.module.js';

/** Every domain. Its module registers its tables with `TypeOrmModule.forFeature`. */
const DOMAINS = [
  GoodsModule,
  AreasModule,
  UsersModule,
  CartModule,
  OrdersModule,
  PaymentsModule,
  ReviewsModule,
  OAuthModule,
  UserOperationsModule,
  MoviesModule,
  CommentsModule,
  CinemasModule,
  TicketsModule,
  IdempotencyModule,
  JobOutboxModule,
];

/** Every table by domain; permissions are called after both, e.g. `goods.change_goodsimage`. */
export const MODELS = modelsOf([...DOMAINS, AdminModule]);

/** Every table of every domain. */
export const ENTITIES = Object.values(MODELS).flat();

/** The whole shop. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    const { path: sessionPath } = settings.of(sessionDialectSettings);
    return {
      module: AppModule,
      imports: [
        CoreModule.forRoot(settings, MODELS, {
          groups: Object.values(GROUPS),
          envelopes: sessionPath === undefined ? {} : { [`/${sessionPath}/`]: BY_STATUS },
        }),
        CatalogueAdminModule,
        ...DOMAINS,
        AdminModule.forRoot({
          title: bilingual('Back office', '商城后台'),
          groups: Object.values(MENU),
          imports: [UsersModule],
        }),
        ...(sessionPath === undefined ? [] : [SessionDialectModule.at(sessionPath)]),
        DemoModule,
        SandboxModule,
      ],
    };
  }
}
