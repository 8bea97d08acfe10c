import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { TokenRefused, TokenSigner } from '../../infrastructure/token-signer.js';
import { APIException, ValidationError, type RestRequest } from '../../rest/index.js';
import {
  CaptchaDemand,
  CodeRequests,
  VerificationCodes,
  type CaptchaAnswer,
} from '../../verifications/index.js';
import { maskedContact } from '../contacts/contact.js';
import type { User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import { LoginAttempts } from '../sign-in/login-attempts.js';
import { accountOf } from '../sign-in/sign-in.service.js';
import { UsersService } from '../users.service.js';
import { PasswordChangeService } from './password-change.service.js';
import type { PasswordResetInput } from '../meiduo/password.inputs.js';

/** Seconds that each step leaves for the next one. */
const STEP_SECONDS = 600;
const CODE_DIGITS = 6;

/** Seconds that a link which was sent by mail works. */
const LINK_SECONDS = 86_400;

/** Somebody with a mobile number to send a code to. */
type Reachable = User & { readonly mobile: string };

/** 404 as the reset pages read it. */
export class NoSuchAccount extends APIException {
  readonly status = 404;
  readonly code = 'not_found';

  constructor() {
    super(MESSAGES.userAbsent);
  }

  override render(language: Parameters<APIException['render']>[0]): unknown {
    return { message: MESSAGES.userAbsent.in(language) };
  }
}

/**
 * A new password for those who have forgotten theirs, in four steps: name the account, have a code
 * sent to its mobile number, send it back, set the password. Each step gives a token for the next.
 */
@Injectable()
export class PasswordResetService {
  private readonly smsTokens: TokenSigner;
  private readonly resetTokens: TokenSigner;

  constructor(
    settings: Settings,
    private readonly users: UsersService,
    private readonly captcha: CaptchaDemand,
    private readonly codeRequests: CodeRequests,
    private readonly codes: VerificationCodes,
    private readonly attempts: LoginAttempts,
    private readonly passwords: PasswordChangeService,
  ) {
    this.smsTokens = new TokenSigner(settings, 'users: password reset, SMS');
    this.resetTokens = new TokenSigner(settings, 'users: password reset');
  }

  /**
   * First step.
   *
   * @param login username or mobile number
   * @returns the number, most of it hidden, and a token that allows a code to be sent there
   * @throws ValidationError for a wrong captcha, NoSuchAccount
   */
  async begin(login: string, request: RestRequest, captcha: Partial<CaptchaAnswer>) {
    await this.captcha.check(request, captcha);
    const { id, mobile } = await this.find(login);
    const accessToken = this.smsTokens.sign({ user_id: id }, STEP_SECONDS);
    return { mobile: maskedContact(mobile), access_token: accessToken };
  }

  /**
   * Second step: sends the code.
   *
   * @throws ValidationError for a bad token, CodeRefused
   */
  async sendCode(accessToken: string, request: RestRequest): Promise<void> {
    const { user_id: id } = claimsOf(this.smsTokens, accessToken);
    const user = await this.users.findById(id as number);
    if (!isReachable(user)) throw invalidToken();
    const address = user.mobile;
    await this.codeRequests.send({ channel: 'sms', address, length: CODE_DIGITS, request });
  }

  /**
   * Third step.
   *
   * @returns the user's id and a token that allows the password to be set, once
   * @throws ValidationError for a wrong code, NoSuchAccount
   */
  async allow(login: string, code: string) {
    const { id, mobile, tokenVersion } = await this.find(login);
    const verdict = await this.codes.consume('sms', mobile, code);
    if (verdict !== 'ok') {
      const text = verdict === 'absent' ? MESSAGES.smsCodeAbsent : MESSAGES.smsCodeWrong;
      throw new ValidationError({ message: text });
    }
    const claims = { user_id: id, version: tokenVersion };
    return { user_id: id, access_token: this.resetTokens.sign(claims, STEP_SECONDS) };
  }

  /**
   * Last step.
   *
   * @throws ValidationError for a token that is bad, used, or another user's
   */
  async finish(
    userId: number,
    { access_token: token, password }: PasswordResetInput,
    client: string,
  ) {
    const { user_id: id, version } = claimsOf(this.resetTokens, token);
    // A hash costs, so that what is cheap to know is asked first.
    const owner = id === userId ? await this.users.findById(userId) : null;
    const counts = owner?.isActive === true && owner.tokenVersion === version;
    const user =
      counts &&
      (await this.passwords.set(userId, owner.tokenVersion, password, { suspendsLinks: true }));
    if (!user) throw invalidToken();
    await this.attempts.forgive(accountOf(user), client);
    return { id: userId };
  }

  /** A token for the last step, for a link that is sent to the user; it works once. */
  tokenFor({ id, tokenVersion }: User): string {
    return this.resetTokens.sign({ user_id: id, version: tokenVersion }, LINK_SECONDS);
  }

  private async find(login: string): Promise<Reachable> {
    const user = await this.users.findByLogin(login);
    if (!isReachable(user)) throw new NoSuchAccount();
    return user;
  }
}

function isReachable(user: User | null): user is Reachable {
  return user?.isActive === true && user.mobile !== null;
}

function claimsOf(signer: TokenSigner, token: string) {
  try {
    return signer.verify(token);
  } catch (error) {
    if (error instanceof TokenRefused) throw invalidToken(error);
    throw error;
  }
}

function invalidToken(cause?: Error): ValidationError {
  return new ValidationError({ message: MESSAGES.accessTokenInvalid }, { cause });
}
