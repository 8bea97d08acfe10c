import { CharField, ValidationError } from '../../rest/index.js';
import { MobileField, UsernameField } from '../fields.js';
import type { Proof, Registration, RegistrationContext } from '../registration/registration.js';
import { refuseOthersContact, refuseWeakPassword } from '../rules.js';
import { MESSAGES } from '../users.messages.js';
import { MeiduoPasswordField } from './password.field.js';

/** What all editions of the Meiduo pages send: errors of the data as a whole come once the fields are right. */
export abstract class PagesRegistration implements Registration {
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

  validate_username(username: string): void {
    refuseOthersContact(username, this);
  }

  validate_password(password: string): void {
    refuseWeakPassword(password, this.username);
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

/** The edition that speaks DRF. */
export class MeiduoRegistration extends PagesRegistration {
  /** The text `true`. */
  @CharField({ writeOnly: true, example: 'true' })
  allow!: string;

  validate_allow(allow: string): void {
    if (allow !== 'true') throw new ValidationError(MESSAGES.notAgreed);
  }
}
