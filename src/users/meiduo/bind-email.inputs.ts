import { CharField } from '../../rest/index.js';
import { AddressField } from '../fields.js';

/** An address to bind. */
export class BindEmailInput {
  @AddressField()
  email!: string;

  /** What a change of a verified address takes: the password, or a code sent to that address. */
  @CharField({ required: false, writeOnly: true, maxLength: 128, example: 'shop12345' })
  password?: string;

  @CharField({ required: false, writeOnly: true, maxLength: 10, example: '601282' })
  old_code?: string;
}
