import { Module, type DynamicModule } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { GoodsModule } from '../goods/goods.module.js';
import { SessionEdition } from '../goods/meiduo/pages/session-edition.js';
import { OAuthModule } from '../oauth/oauth.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/index.js';
import { include } from '../rest/index.js';
import { UserOperationsModule } from '../user-operations/user-operations.module.js';
import { UsersModule } from '../users/users.module.js';
import { VerificationsModule } from '../verifications/index.js';
import {
  SessionInfoController,
  SessionLoginController,
  SessionLogoutController,
  SessionMobileController,
  SessionPasswordController,
  SessionRegistrationController,
  SessionUsernameController,
} from './account.controllers.js';
import { SessionAddressesController } from './addresses.controllers.js';
import { SessionAreasController } from './areas.controllers.js';
import { SessionCartController } from './cart.controllers.js';
import { SessionImageCodesController, SessionSmsCodesController } from './codes.controllers.js';
import { SessionEmailController, SessionEmailVerificationController } from './email.controllers.js';
import {
  SessionCommentsController,
  SessionHotSkusController,
  SessionSearchController,
  SessionSkusController,
  SessionVisitsController,
} from './goods.controllers.js';
import { SessionHistoryController } from './history.controllers.js';
import {
  SessionCommitController,
  SessionOrdersController,
  SessionPaymentController,
  SessionPaymentStatusController,
  SessionSettlementController,
} from './orders.controllers.js';
import { PageSession } from './page-session.js';
import { PageSignIns } from './page-sign-ins.js';
import { SessionQQCallbackController, SessionQQController } from './qq.controllers.js';

const VIEWS = [
  SessionImageCodesController,
  SessionSmsCodesController,
  SessionUsernameController,
  SessionMobileController,
  SessionRegistrationController,
  SessionLoginController,
  SessionLogoutController,
  SessionInfoController,
  SessionEmailController,
  SessionEmailVerificationController,
  SessionPasswordController,
  SessionQQController,
  SessionQQCallbackController,
  SessionAreasController,
  SessionAddressesController,
  SessionSkusController,
  SessionHotSkusController,
  SessionSearchController,
  SessionVisitsController,
  SessionHistoryController,
  SessionCommentsController,
  SessionCartController,
  SessionSettlementController,
  SessionCommitController,
  SessionOrdersController,
  SessionPaymentController,
  SessionPaymentStatusController,
];

/**
 * The shop for pages that sign in by a session and read `{code, errmsg, ...}`: the same services in
 * other words. Global, because the static pages ask for `SessionEdition`.
 */
@Module({})
export class SessionDialectModule {
  /** @param path below which it is served, without slashes at its ends */
  static at(path: string): DynamicModule {
    return {
      module: SessionDialectModule,
      global: true,
      imports: [
        VerificationsModule,
        UsersModule,
        OAuthModule,
        UserOperationsModule,
        GoodsModule,
        CartModule,
        OrdersModule,
        PaymentsModule,
      ],
      controllers: include(path, VIEWS),
      providers: [
        PageSession,
        PageSignIns,
        { provide: SessionEdition, useValue: { path: `/${path}` } satisfies SessionEdition },
      ],
      exports: [SessionEdition],
    };
  }
}
