import {
  CharField,
  ChoiceField,
  DateField,
  type UploadedFile,
  type ValidationContext,
} from '../../rest/index.js';
import { GENDERS, NAME_LENGTH, type Gender, type User } from '../entities/index.js';
import { AddressField, MobileField, UsernameField } from '../fields.js';
import { refuseOthersContact } from '../rules.js';
import { AvatarField } from './avatar.field.js';

/** What users may change of themselves. */
export class ProfileInput {
  @UsernameField()
  username?: string;

  @ChoiceField({
    choices: [
      ['male', '男'],
      ['female', '女'],
    ] satisfies [Gender, string][],
    required: false,
    example: GENDERS[0],
  })
  gender?: Gender;

  @DateField({ required: false, allowNull: true, example: '1990-01-31' })
  birthday?: string | null;

  @AddressField({ required: false, allowNull: true, allowBlank: true })
  email?: string | null;

  @MobileField({ required: false, allowNull: true, allowBlank: true })
  mobile?: string | null;

  /** The code sent to the number; without it a number is pending: it neither signs in nor resets. */
  @CharField({ required: false, writeOnly: true, maxLength: 10, example: '601282' })
  code?: string;

  /** What a change of a proven contact takes: the password, or a code sent to the contact. */
  @CharField({ required: false, writeOnly: true, maxLength: 128, example: 'shop12345' })
  password?: string;

  @CharField({ required: false, writeOnly: true, maxLength: 10, example: '601282' })
  old_code?: string;

  @CharField({ required: false, allowBlank: true, maxLength: NAME_LENGTH, example: '小明' })
  name?: string;

  @AvatarField()
  avatar?: UploadedFile | null;

  /** An unchanged username stays, also when the mobile number it once was has changed. */
  validate_username(username: string, { instance }: ValidationContext): void {
    const user = instance as User;
    if (username === user.username) return;
    const { mobile, code } = this;
    // The code is checked before anything is written.
    refuseOthersContact(username, {
      mobile: mobile && code ? mobile : user.mobile,
      email: user.email,
    });
  }
}
