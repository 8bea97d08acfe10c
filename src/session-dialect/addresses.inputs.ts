import { CharField } from '../rest/index.js';
import { ChosenAddressInput } from '../user-operations/meiduo/address.inputs.js';

/** The whole address, names and id included; those count for nothing. */
export class SessionAddressInput extends ChosenAddressInput {
  /** By default the receiver. */
  @CharField({ required: false, allowBlank: true, maxLength: 20, example: '家' })
  override title!: string;
}
