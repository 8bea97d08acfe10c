import { CharField, ValidationError, type ValidationContext } from '../../rest/index.js';
import type { User } from '../entities/index.js';
import { MeiduoPasswordField } from './password.field.js';
import { MESSAGES } from '../users.messages.js';
import { refuseWeakPassword } from '../rules.js';

abstract class NewPasswordInput {
  @MeiduoPasswordField()
  password!: string;

  @MeiduoPasswordField()
  password2!: string;

  validate_password(password: string, { user }: ValidationContext): void {
    refuseWeakPassword(password, (user as User | null)?.username);
  }

  validate(): void {
    if (this.password !== this.password2) throw new ValidationError(MESSAGES.passwordsDiffer);
  }
}

/** A new password from somebody who knows the old one. */
export class PasswordChangeInput extends NewPasswordInput {
  @CharField({ writeOnly: true, example: 'shop12345' })
  old_password!: string;
}

/** A new password from somebody who has proved that the account's mobile number is theirs. */
export class PasswordResetInput extends NewPasswordInput {
  @CharField({ writeOnly: true })
  access_token!: string;
}
