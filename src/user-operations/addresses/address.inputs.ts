import { CharField } from '../../rest/index.js';

const text = (maxLength: number, source?: string) =>
  CharField({ required: false, maxLength, ...(source !== undefined && { source }) });

/** An address whose areas are typed in. DRF: AddressSerializer of the tutorial shop */
export class AddressInput {
  @text(100)
  province?: string;

  @text(100)
  city?: string;

  @text(100)
  district?: string;

  @text(100, 'place')
  address?: string;

  @text(100, 'receiver')
  signer_name?: string;

  @text(11, 'mobile')
  signer_mobile?: string;
}
