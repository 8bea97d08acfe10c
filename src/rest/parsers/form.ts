import { RequestTooLarge } from '../exceptions.js';
import { QueryDict } from './query-dict.js';

/** Most fields a form may have. DRF: DATA_UPLOAD_MAX_NUMBER_FIELDS */
export const MAX_FORM_FIELDS = 1000;

const SEPARATOR = '&'.charCodeAt(0);

/**
 * Parses `a=1&b=2`. Broken percent escapes and bytes that are not UTF-8 are replaced.
 *
 * @throws RequestTooLarge with more than 1,000 fields; empty ones count, as they do in Django
 *
 * DRF: rest_framework.parsers.FormParser
 */
export function parseForm(body: Buffer): QueryDict {
  // Counted before anything is made of them.
  let fields = 1;
  for (let at = body.indexOf(SEPARATOR); at >= 0; at = body.indexOf(SEPARATOR, at + 1)) {
    fields += 1;
    if (fields > MAX_FORM_FIELDS) throw new RequestTooLarge();
  }
  // The leading `&` keeps a question mark at the start from being taken for a query's.
  return new QueryDict(new URLSearchParams(`&${body.toString('utf8')}`));
}
