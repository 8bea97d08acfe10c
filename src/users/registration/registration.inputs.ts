import {
  CharField,
  QueryDict,
  ValidationError,
  type DtoClass,
  type ValidationContext,
} from '../../rest/index.js';
import type { VerificationCodes } from '../../verifications/index.js';
import { User } from '../entities/index.js';
import {
  AddressField,
  MeiduoPasswordField,
  MobileField,
  PasswordField,
  UsernameField,
} from '../fields.js';
import { MESSAGES } from '../users.messages.js';
import { isMobile } from '../names.js';
import { refuseOthersContact, refuseWeakPassword } from '../rules.js';

/** Registration also looks at the codes that were sent. */
export interface RegistrationContext extends ValidationContext {
  readonly codes: VerificationCodes;
}

/** Where a code was sent, and what the client says it was. */
export interface Proof {
  readonly channel: 'sms' | 'email';
  readonly address: string;
  readonly code: string;
}

/** What every family of clients sends in the end. */
export interface Registration {
  readonly username: string;
  readonly password: string;
  /** What the account gets besides username and password; the code proves it. */
  account(): Partial<Pick<User, 'mobile' | 'email'>>;
  proof(): Proof;
  /** The error as this client reads it, when another registration was faster. */
  clash(error: ValidationError): ValidationError;
}

const CODE_OPTIONS = {
  minLength: 4,
  maxLength: 6,
  writeOnly: true,
  example: '123456',
  messages: {
    required: MESSAGES.codeRequired,
    null: MESSAGES.codeRequired,
    blank: MESSAGES.codeRequired,
    min_length: MESSAGES.codeMalformed,
    max_length: MESSAGES.codeMalformed,
  },
};

/** The MxShop storefront: the username is the mobile number, each field has its own errors. */
export class MxShopRegistration implements Registration {
  @UsernameField({ example: '13900000001', messages: { unique: MESSAGES.userExists } })
  username!: string;

  @CharField(CODE_OPTIONS)
  code!: string;

  @PasswordField()
  password!: string;

  /** For a username that is no mobile number. */
  @MobileField({ required: false, messages: { unique: MESSAGES.userExists } })
  mobile?: string;

  async validate_username(username: string, { manager }: RegistrationContext): Promise<void> {
    if (this.mobile !== undefined) return refuseOthersContact(username, { mobile: this.mobile });
    if (await manager.existsBy(User, { mobile: username })) {
      throw new ValidationError(MESSAGES.userExists);
    }
  }

  async validate_code(_code: string, { codes }: RegistrationContext): Promise<void> {
    const { channel, address, code } = this.proof();
    if (address === undefined) return;
    if (!isMobile(address) || (await codes.check(channel, address, code)) !== 'ok') {
      throw new ValidationError(MESSAGES.codeWrong);
    }
  }

  validate_password(password: string): void {
    refuseWeakPassword(password, this.username);
  }

  account() {
    return { mobile: this.mobile ?? this.username };
  }

  proof(): Proof {
    return { channel: 'sms', address: this.mobile ?? this.username, code: this.code };
  }

  /** This client shows what is said of its username, and it has sent no other mobile number. */
  clash(error: ValidationError): ValidationError {
    return this.mobile === undefined
      ? new ValidationError({ username: [MESSAGES.userExists] }, { cause: error })
      : error;
  }
}

/** The Meiduo storefronts: errors of the data as a whole come once the fields are right. */
export class MeiduoRegistration implements Registration {
  @UsernameField({
    minLength: 5,
    maxLength: 20,
    messages: { min_length: MESSAGES.usernameLength, max_length: MESSAGES.usernameLength },
  })
  username!: string;

  @MeiduoPasswordField()
  password!: string;

  @MeiduoPasswordField()
  password2!: string;

  @CharField({ writeOnly: true, example: '123456' })
  sms_code!: string;

  @MobileField()
  mobile!: string;

  /** The text `true`. */
  @CharField({ writeOnly: true, example: 'true' })
  allow!: string;

  validate_username(username: string): void {
    refuseOthersContact(username, this);
  }

  validate_password(password: string): void {
    refuseWeakPassword(password, this.username);
  }

  validate_allow(allow: string): void {
    if (allow !== 'true') throw new ValidationError(MESSAGES.notAgreed);
  }

  async validate({ codes }: RegistrationContext): Promise<void> {
    if (this.password !== this.password2) throw new ValidationError(MESSAGES.passwordsDiffer);
    const verdict = await codes.check('sms', this.mobile, this.sms_code);
    if (verdict === 'absent') throw new ValidationError(MESSAGES.smsCodeAbsent);
    if (verdict === 'wrong') throw new ValidationError(MESSAGES.smsCodeWrong);
  }

  account() {
    return { mobile: this.mobile };
  }

  proof(): Proof {
    return { channel: 'sms', address: this.mobile, code: this.sms_code };
  }

  clash(error: ValidationError): ValidationError {
    return error;
  }
}

/** Registration by e-mail: the code proves the address. */
export class EmailRegistration implements Registration {
  @UsernameField()
  username!: string;

  @PasswordField()
  password!: string;

  @AddressField()
  email!: string;

  @CharField(CODE_OPTIONS)
  email_code!: string;

  validate_username(username: string): void {
    refuseOthersContact(username, this);
  }

  validate_password(password: string): void {
    refuseWeakPassword(password, this.username);
  }

  async validate_email_code(code: string, { codes }: RegistrationContext): Promise<void> {
    if (this.email === undefined) return;
    if ((await codes.check('email', this.email, code)) !== 'ok') {
      throw new ValidationError(MESSAGES.codeWrong);
    }
  }

  account() {
    return { email: this.email };
  }

  proof(): Proof {
    return { channel: 'email', address: this.email, code: this.email_code };
  }

  clash(error: ValidationError): ValidationError {
    return error;
  }
}

/** Tells the families of clients apart by the keys they send. */
export function registrationFamily(data: unknown): DtoClass<Registration> {
  const sent = (...keys: string[]) => keys.some((key) => hasKey(data, key));
  if (sent('sms_code', 'password2', 'allow')) return MeiduoRegistration;
  if (!sent('code') && sent('email', 'email_code')) return EmailRegistration;
  return MxShopRegistration;
}

function hasKey(data: unknown, key: string): boolean {
  if (data instanceof QueryDict) return data.has(key);
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key);
}
