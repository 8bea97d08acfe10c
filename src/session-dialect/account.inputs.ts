import { BooleanField, CharField, ValidationError, type ValidationContext } from '../rest/index.js';
import type { User } from '../users/entities/index.js';
import { MeiduoPasswordField } from '../users/meiduo/password.field.js';
import { PagesRegistration } from '../users/meiduo/registration.inputs.js';
import { refuseWeakPassword } from '../users/rules.js';
import { SignInInput } from '../users/sign-in/sign-in.inputs.js';
import { MESSAGES } from '../users/users.messages.js';

export class SessionRegistrationInput extends PagesRegistration {
  @BooleanField({ example: true })
  allow!: boolean;

  validate_allow(allow: boolean): void {
    if (!allow) throw new ValidationError(MESSAGES.notAgreed);
  }
}

export class SessionSignInInput extends SignInInput {
  /** Whether to stay signed in for two weeks, or until the browser closes. */
  @BooleanField({ default: false, example: true })
  remembered!: boolean;
}

export class SessionPasswordInput {
  @CharField({ writeOnly: true, example: 'shop12345' })
  old_password!: string;

  @MeiduoPasswordField()
  new_password!: string;

  @MeiduoPasswordField()
  new_password2!: string;

  validate_new_password(password: string, { user }: ValidationContext): void {
    refuseWeakPassword(password, (user as User).username);
  }

  validate(): void {
    if (this.new_password !== this.new_password2) {
      throw new ValidationError(MESSAGES.passwordsDiffer);
    }
  }
}
