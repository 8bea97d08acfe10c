import { RequestTooLarge } from '../exceptions.js';
import { QueryDict } from './query-dict.js';

/** Most fields a form may have. DRF: DATA_UPLOAD_MAX_NUMBER_FIELDS */
export const MAX_FORM_FIELDS = 1000;

/**
 * Parses `a=1&b=2`. Broken percent escapes and bytes that are not UTF-8 are replaced.
 *
 * @throws RequestTooLarge with more than 1,000 fields
 *
 * DRF: rest_framework.parsers.FormParser
 */
export function parseForm(body: Buffer): QueryDict {
  // The leading `&` keeps a question mark at the start from being taken for a query's.
  const entries = new URLSearchParams(`&${body.toString('utf8')}`);
  if (entries.size > MAX_FORM_FIELDS) throw new RequestTooLarge();
  return new QueryDict(entries);
}
