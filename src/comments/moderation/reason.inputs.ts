import { CharField } from '../../rest/index.js';
import { REASON_LENGTH } from '../entities/index.js';

/** Why something is done, for the record. */
export class ReasonInput {
  @CharField({ maxLength: REASON_LENGTH, required: false, allowBlank: true, example: '广告' })
  reason?: string;
}
