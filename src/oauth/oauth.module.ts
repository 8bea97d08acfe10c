import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/users.module.js';
import { VerificationsModule } from '../verifications/index.js';
import { BindingService } from './binding.service.js';
import { LinksController } from './controllers/links.controller.js';
import { QQController } from './meiduo/qq.controller.js';
import { CompleteController, RedirectController } from './controllers/redirect.controllers.js';
import { LinksService } from './links.service.js';
import { Providers } from './providers/providers.js';
import { QQSignIn } from './meiduo/qq-sign-in.js';
import { QQSignIns } from './meiduo/qq-sign-ins.js';
import { SignInStates } from './sign-in-states.js';
import { OAuthSignInService } from './sign-in.service.js';
import { Storefront } from './storefront.js';
import { OAUTH_ENTITIES } from './entities/index.js';

/** Signing in with accounts of QQ, Weibo and WeChat. */
@Module({
  imports: [TypeOrmModule.forFeature(OAUTH_ENTITIES), UsersModule, VerificationsModule],
  controllers: [QQController, LinksController, RedirectController, CompleteController],
  providers: [
    Providers,
    LinksService,
    OAuthSignInService,
    BindingService,
    SignInStates,
    QQSignIns,
    QQSignIn,
    Storefront,
  ],
  exports: [QQSignIn],
})
export class OAuthModule {}
