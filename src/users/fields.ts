import { CharField, EmailInput, Field, RegexInput, type FieldRun } from '../rest/index.js';
import { User } from './entities/index.js';
import { MESSAGES } from './users.messages.js';
import { MOBILE, normaliseEmail, normaliseUsername } from './names.js';

/** Letters that nobody sees, such as Hangul fillers, are none. */
const USERNAME = /^(?!.*\p{Default_Ignorable_Code_Point})[\p{L}\p{N}_.@+-]+$/u;
/** Longest e-mail address, in characters. */
const EMAIL_LENGTH = 254;

type TextOptions = NonNullable<Parameters<typeof CharField>[0]>;

/** A username that nobody has yet. DJANGO: AbstractUser.username */
export function UsernameField(options: TextOptions = {}): PropertyDecorator {
  return Field(new UsernameInput(options));
}

/** A mobile number that nobody has yet. */
export function MobileField(options: TextOptions = {}): PropertyDecorator {
  return Field(new MobileInput(options));
}

/** An e-mail address that nobody has yet, in lower case. */
export function AddressField(options: TextOptions = {}): PropertyDecorator {
  return Field(new AddressInput(options));
}

/** A password of six characters at least; `refuseWeakPassword` has the other rules. */
export function PasswordField(options: TextOptions = {}): PropertyDecorator {
  return CharField({
    minLength: 6,
    maxLength: 128,
    writeOnly: true,
    example: 'shop12345',
    ...options,
  });
}

class UsernameInput extends RegexInput {
  constructor({ messages, ...options }: TextOptions) {
    super(USERNAME, {
      maxLength: 150,
      unique: () => User,
      example: 'shopper',
      ...options,
      messages: { invalid: MESSAGES.usernameInvalid, unique: MESSAGES.usernameExists, ...messages },
    });
  }

  protected override convert(data: unknown): string {
    return normaliseUsername(super.convert(data));
  }
}

class MobileInput extends RegexInput {
  constructor({ messages, ...options }: TextOptions) {
    super(MOBILE, {
      unique: () => User,
      example: '13900000001',
      ...options,
      messages: { invalid: MESSAGES.mobileInvalid, unique: MESSAGES.mobileExists, ...messages },
    });
  }

  override run(data: unknown, run: FieldRun): Promise<unknown> {
    return super.run(data, run).then(nullIfBlank);
  }
}

class AddressInput extends EmailInput {
  constructor({ messages, ...options }: TextOptions) {
    super({
      maxLength: EMAIL_LENGTH,
      unique: () => User,
      example: 'shopper@example.com',
      ...options,
      messages: { unique: MESSAGES.emailExists, ...messages },
    });
  }

  override run(data: unknown, run: FieldRun): Promise<unknown> {
    return super.run(data, run).then(nullIfBlank);
  }

  protected override convert(data: unknown): string {
    return normaliseEmail(super.convert(data));
  }
}

/** Unique columns hold null where there is nothing: any number of users may have nothing. */
function nullIfBlank(value: unknown): unknown {
  return value === '' ? null : value;
}
