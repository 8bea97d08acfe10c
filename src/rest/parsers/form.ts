import { ParseError } from '../exceptions.js';
import { message } from '../i18n/messages.js';
import type { Charset } from './charset.js';
import type { ContentType } from './content-type.js';
import { QueryDict } from './query-dict.js';

/** Most fields a form may have. DRF: DATA_UPLOAD_MAX_NUMBER_FIELDS */
export const MAX_FORM_FIELDS = 1000;

const TOO_MANY_FIELDS = message({
  en: 'The form has too many fields.',
  'zh-hans': '表单字段过多。',
});

/** DJANGO: django.core.exceptions.TooManyFieldsSent */
export function tooManyFields(): ParseError {
  return new ParseError(TOO_MANY_FIELDS);
}

/**
 * Parses `a=1&b=2`. Broken percent escapes stay as they are; bytes that are no text in the form's
 * charset are refused, where Django stores something else in their place.
 *
 * @throws ParseError for such bytes, and with more than 1,000 fields
 *
 * DRF: rest_framework.parsers.FormParser
 */
export function parseForm(body: Buffer, _type: ContentType, charset: Charset): QueryDict {
  const text = decode(body, charset);
  const form = new QueryDict();
  let fields = 0;
  for (let start = 0; start <= text.length;) {
    const end = indexOrEnd(text, '&', start);
    const pair = text.slice(start, end);
    start = end + 1;
    fields += 1;
    if (fields > MAX_FORM_FIELDS) throw tooManyFields();
    if (pair === '') continue;
    const equals = indexOrEnd(pair, '=', 0);
    form.append(unquote(pair.slice(0, equals), charset), unquote(pair.slice(equals + 1), charset));
  }
  return form;
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

/** Blanks and percent escapes; the escaped bytes and the letters between them are one text. */
function unquote(quoted: string, charset: Charset): string {
  const text = quoted.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  return text.replace(/\p{ASCII}+/gu, (ascii) => {
    const bytes = ascii.replace(/%([0-9a-f]{2})/gi, (_escape, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return decode(Buffer.from(bytes, 'latin1'), charset);
  });
}

function decode(bytes: Buffer, charset: Charset): string {
  try {
    return charset.decode(bytes);
  } catch (error) {
    throw new ParseError(`Form parse error - '${charset.name}' codec can't decode the body`, {
      cause: error,
    });
  }
}
