import { CharField, hasKey, ValidationError, type DtoClass } from '../../rest/index.js';
import { User } from '../entities/index.js';
import { AddressField, MobileField, PasswordField, UsernameField } from '../fields.js';
import { MESSAGES } from '../users.messages.js';
import { isMobile } from '../names.js';
import { MeiduoRegistration } from '../meiduo/registration.inputs.js';
import type { Proof, Registration, RegistrationContext } from './registration.js';
import { refuseOthersContact, refuseWeakPassword } from '../rules.js';

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
