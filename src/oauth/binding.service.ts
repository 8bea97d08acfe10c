import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { OAuthProviderName } from './oauth.settings.js';
import { Settings } from '../config/settings.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { TokenRefused, TokenSigner } from '../infrastructure/token-signer.js';
import { isDuplicate, ValidationError, type RestTransaction } from '../rest/index.js';
import { ContactsService } from '../users/contacts/contacts.service.js';
import { User } from '../users/entities/index.js';
import { Passwords } from '../users/passwords/passwords.js';
import { PasswordCheck } from '../users/passwords/password-check.js';
import { VerificationCodes } from '../verifications/index.js';
import type { BindingInput } from './meiduo/binding.inputs.js';
import { LinksService, type Account } from './links.service.js';
import { MESSAGES } from './oauth.messages.js';

/** Seconds between a sign-in at the provider and the binding. */
const TOKEN_SECONDS = 600;
/** How often a binding is begun again that another one got ahead of. */
const TRIES = 3;

/** Binds accounts at providers to the users of mobile numbers. */
@Injectable()
export class BindingService {
  private readonly signer: TokenSigner;

  constructor(
    settings: Settings,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: VerificationCodes,
    private readonly passwords: Passwords,
    private readonly check: PasswordCheck,
    private readonly links: LinksService,
    private readonly contacts: ContactsService,
  ) {
    this.signer = new TokenSigner(settings, 'oauth: binding');
  }

  /** What proves for ten minutes whose account it is, and opens nothing but {@link bind}. */
  tokenFor({ provider, openId }: Account): string {
    return this.signer.sign({ provider, open_id: openId }, TOKEN_SECONDS);
  }

  /**
   * Binds the account of the token to the user of the mobile number, who proves to be that by a code
   * sent there and the password; a number that is nobody's becomes a customer's. Either all of it
   * happens or nothing; again, or several times at once, it is the same link.
   *
   * @param client who asks, for counting wrong passwords
   * @throws ValidationError
   * @throws Throttled after too many wrong passwords for this user
   */
  async bind(provider: OAuthProviderName, input: BindingInput, client: string): Promise<User> {
    const account = this.accountIn(provider, input.access_token);
    await this.checkCode(input);
    for (let number = 1; ; number += 1) {
      try {
        return await this.attempt(account, input, client);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        if (number === TRIES) throw ValidationError.nonField(MESSAGES.usernameTaken);
      }
    }
  }

  private async attempt(account: Account, input: BindingInput, client: string): Promise<User> {
    const { mobile, password } = input;
    const user = await this.dataSource.manager.findOneBy(User, { mobile });
    if (user) await this.checkPassword(user, password, client);
    const passwordHash = user ? undefined : await this.passwords.hash(password);
    return this.unitOfWork.run(async (tx) => {
      const owner = user ?? (await this.createCustomer(tx.manager, mobile, passwordHash!));
      await this.links.add(tx, account, owner, !user);
      return this.noteSignIn(tx, owner, input);
    });
  }

  private async noteSignIn(tx: RestTransaction, { id }: User, input: BindingInput): Promise<User> {
    await tx.manager.update(User, { id }, { lastLoginAt: new Date() });
    tx.afterCommit(() => this.codes.consume('sms', input.mobile, input.sms_code));
    return tx.manager.findOneByOrFail(User, { id });
  }

  private createCustomer(
    manager: EntityManager,
    mobile: string,
    passwordHash: string,
  ): Promise<User> {
    return this.contacts.createUser(manager, { username: mobile, mobile, passwordHash });
  }

  private accountIn(provider: OAuthProviderName, token: string): Account {
    try {
      const { provider: signed, open_id: openId } = this.signer.verify(token);
      if (signed === provider && typeof openId === 'string') return { provider, openId };
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
    }
    throw ValidationError.nonField(MESSAGES.tokenInvalid);
  }

  private async checkCode({ mobile, sms_code: code }: BindingInput): Promise<void> {
    const verdict = await this.codes.check('sms', mobile, code);
    if (verdict === 'ok') return;
    throw ValidationError.nonField(
      verdict === 'absent' ? MESSAGES.smsCodeAbsent : MESSAGES.smsCodeWrong,
    );
  }

  private async checkPassword(user: User, password: string, client: string): Promise<void> {
    const isRight = await this.check.isRight(user, password, client);
    if (!isRight) throw ValidationError.nonField(MESSAGES.passwordWrong);
    if (!user.isActive) throw ValidationError.nonField(MESSAGES.disabled);
  }
}
