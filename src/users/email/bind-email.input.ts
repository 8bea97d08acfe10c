import { AddressField } from '../fields.js';

/** An address to bind. */
export class BindEmailInput {
  @AddressField()
  email!: string;
}
