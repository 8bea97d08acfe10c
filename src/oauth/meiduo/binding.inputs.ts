import {
  CharField,
  RegexField,
  ValidationError,
  type ValidationContext,
} from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { refuseWeakPassword } from '../../users/rules.js';
import { MOBILE } from '../../verifications/index.js';
import { MESSAGES } from '../oauth.messages.js';

/** Length of a new password, in characters. */
const PASSWORD = { min: 8, max: 20 } as const;

/** What the Meiduo page sends to bind a QQ account. */
export class BindingInput {
  @RegexField(MOBILE, { example: '13900000001', messages: { invalid: MESSAGES.mobileInvalid } })
  mobile!: string;

  /** That of the user with this mobile number, or for a new one. */
  @CharField({ maxLength: 128, writeOnly: true, example: 'shop12345' })
  password!: string;

  @CharField({ writeOnly: true, example: '123456' })
  sms_code!: string;

  @CharField({ writeOnly: true })
  access_token!: string;

  /** A password that is there already is what it is. */
  async validate_password(password: string, { manager }: ValidationContext): Promise<void> {
    const { mobile } = this;
    if (mobile && (await manager.existsBy(User, { mobile }))) return;
    const { length } = [...password];
    if (length < PASSWORD.min || length > PASSWORD.max) {
      throw new ValidationError(MESSAGES.passwordLength);
    }
    refuseWeakPassword(password, mobile);
  }
}

/** What shows that a suspended account is one's own. */
export class ConfirmLinkInput {
  @CharField({ maxLength: 128, trimWhitespace: false, writeOnly: true, example: 'shop12345' })
  password!: string;
}
