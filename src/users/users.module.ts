import { GroupAdmin } from './admin/groups.admin.js';
import { UserAdmin } from './admin/users.admin.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobOutboxModule } from '../infrastructure/jobs/index.js';
import {
  JwtAuthentication,
  JwtBackend,
  JwtStrategy,
  PermissionBackend,
  SessionAuthentication,
  SessionService,
  SessionSignInController,
  SessionSignOutController,
  SessionStore,
  SessionStrategy,
  SignInBackend,
} from '../rest/index.js';
import { VerificationsModule } from '../verifications/index.js';
import { MobileCountController, UsernameCountController } from './meiduo/counts.controllers.js';
import { ContactChanges } from './contacts/contact-changes.js';
import { ContactNotices } from './contacts/contact-notices.js';
import { ContactsService } from './contacts/contacts.service.js';
import { EmailController, EmailVerificationController } from './meiduo/email.controllers.js';
import {
  PasswordController,
  PasswordResetController,
  ResetCodeController,
} from './meiduo/password.controllers.js';
import { ProfileController } from './controllers/profile.controllers.js';
import { AuthorizationController } from './meiduo/authorization.controller.js';
import { CurrentUserController } from './meiduo/current-user.controller.js';
import { RegistrationController } from './controllers/registration.controller.js';
import { LoginController } from './controllers/sign-in.controllers.js';
import { EmailVerificationService } from './email/email-verification.service.js';
import { VerificationMails } from './email/verification-mail.js';
import { ResetLinkMails } from './passwords/reset-link-mail.js';
import { KnownMobilesModule } from './known-mobiles.module.js';
import { PasswordChangeService } from './passwords/password-change.service.js';
import { PasswordResetService } from './passwords/password-reset.service.js';
import { PasswordCheck } from './passwords/password-check.js';
import { Passwords } from './passwords/passwords.js';
import { StoredPermissions } from './permissions/stored-permissions.js';
import { ProfileService } from './profile/profile.service.js';
import { RegistrationService } from './registration/registration.service.js';
import { SessionExpiry } from './sessions/session-expiry.js';
import { ShopSignIn } from './sessions/shop-sign-in.js';
import { UserSessionStore } from './sessions/user-session-store.js';
import { LoginAttempts } from './sign-in/login-attempts.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { Tokens } from './tokens/tokens.js';
import { UserJwtBackend } from './tokens/user-jwt-backend.js';
import { UserCreationService } from './user-creation.service.js';
import { UserRemovals } from './user-removals.js';
import { UsersService } from './users.service.js';
import { USER_ENTITIES } from './entities/index.js';

/** Accounts: registration, sign-in, passwords, profiles. */
@Module({
  imports: [
    TypeOrmModule.forFeature(USER_ENTITIES),
    JobOutboxModule,
    VerificationsModule,
    KnownMobilesModule,
  ],
  controllers: [
    RegistrationController,
    ProfileController,
    PasswordController,
    CurrentUserController,
    LoginController,
    AuthorizationController,
    PasswordResetController,
    ResetCodeController,
    EmailController,
    EmailVerificationController,
    UsernameCountController,
    MobileCountController,
    SessionSignInController,
    SessionSignOutController,
  ],
  providers: [
    UsersService,
    Passwords,
    Tokens,
    { provide: JwtBackend, useClass: UserJwtBackend },
    JwtStrategy,
    JwtAuthentication,
    { provide: SessionStore, useClass: UserSessionStore },
    SessionService,
    SessionStrategy,
    SessionAuthentication,
    SessionExpiry,
    { provide: SignInBackend, useClass: ShopSignIn },
    StoredPermissions,
    { provide: PermissionBackend, useExisting: StoredPermissions },
    RegistrationService,
    LoginAttempts,
    SignInService,
    PasswordChangeService,
    PasswordResetService,
    ContactsService,
    ContactNotices,
    ContactChanges,
    PasswordCheck,
    ProfileService,
    EmailVerificationService,
    VerificationMails,
    ResetLinkMails,
    UserCreationService,
    UserRemovals,
    UserAdmin,
    GroupAdmin,
  ],
  exports: [
    UsersService,
    StoredPermissions,
    Tokens,
    JwtAuthentication,
    SessionAuthentication,
    SessionService,
    SignInBackend,
    Passwords,
    PasswordCheck,
    ContactsService,
    ContactNotices,
    UserCreationService,
    UserRemovals,
    SignInService,
    RegistrationService,
    PasswordChangeService,
    EmailVerificationService,
  ],
})
export class UsersModule {}
