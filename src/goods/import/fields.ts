import { z } from 'zod';
import { centsOf } from '../../cents.js';
import { sanitizeRichText } from '../../rich-text.js';

/** Largest value of an integer column, for counts and for prices in cents. */
const MOST = 2 ** 31 - 1;
/** Most bytes of a long text, so that it fits its column on every database. */
export const MOST_TEXT_BYTES = 60_000;
const IMAGE_PATH_LENGTH = 200;

const NOT_TEXT = 'must be text';

/** A line of text; blanks around it are dropped. `length` counts characters, not bytes. */
export function text(length: number) {
  return optionalText(length).min(1, 'must not be empty');
}

/** As {@link text}, but may be empty. */
export function optionalText(length: number) {
  return z
    .string({ error: missingOr(NOT_TEXT) })
    .trim()
    .refine(isUnicode, 'holds characters that are not Unicode text')
    .refine((value) => [...value].length <= length, `is longer than ${length} characters`);
}

/** A key such as a goods number: printable ASCII without blanks. */
export function key(length: number) {
  return text(length).refine(
    (value) => /^[!-~]*$/.test(value),
    'may hold only ASCII letters, digits and punctuation, no blanks',
  );
}

/** A text of several lines that is shown as it is. */
export function longText() {
  return z
    .string({ error: missingOr(NOT_TEXT) })
    .refine(isUnicode, 'holds characters that are not Unicode text')
    .refine(fits, `is longer than ${MOST_TEXT_BYTES} bytes`);
}

/** HTML; what a shop page must not contain is removed. */
export function html() {
  return longText()
    .transform((value) => (fits(value) ? sanitizeRichText(value) : ''))
    .refine(fits, `is longer than ${MOST_TEXT_BYTES} bytes`);
}

/** A price in yuan with at most two decimals, turned into cents without floating point. */
export function price() {
  return z.string({ error: missingOr('must be a price in yuan') }).transform((value, context) => {
    const price = centsOf(value.trim());
    if (price !== null && price <= MOST) return price;
    context.addIssue(
      'must be a price in yuan from 0 to 21474836.47 with at most two decimals, such as 12.50',
    );
    return z.NEVER;
  });
}

/** A whole number that is not negative. */
export function count() {
  return z.string({ error: missingOr('must be a number') }).transform((value, context) => {
    const digits = value.trim();
    if (/^\d{1,10}$/.test(digits) && Number(digits) <= MOST) return Number(digits);
    context.addIssue(`must be a whole number from 0 to ${MOST}`);
    return z.NEVER;
  });
}

/** Yes or no: `true`, `false`, `1`, `0`. */
export function flag() {
  return z
    .union([z.boolean(), z.string()], { error: 'must be true or false' })
    .transform((value, context) => {
      const word = String(value).trim().toLowerCase();
      if (['true', '1'].includes(word)) return true;
      if (['false', '0'].includes(word)) return false;
      context.addIssue('must be true or false');
      return z.NEVER;
    });
}

/** A moment with its offset from UTC, to the second. */
export function moment() {
  return z.iso
    .datetime({
      offset: true,
      error: 'must be a moment such as 2026-03-01T09:30:00+08:00',
    })
    .transform((value) => new Date(Math.floor(Date.parse(value) / 1000) * 1000));
}

/** Path of a picture relative to the media folder, which it cannot leave. */
export function imagePath() {
  return text(IMAGE_PATH_LENGTH).refine(
    staysInside,
    'must be a path below the media folder, such as goods/images/F1001-1.jpg',
  );
}

function staysInside(path: string): boolean {
  if (/[\\:?#\p{Cc}]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function missingOr(message: string) {
  return ({ input }: { input?: unknown }) => (input === undefined ? 'is required' : message);
}

function fits(value: string): boolean {
  return Buffer.byteLength(value) <= MOST_TEXT_BYTES;
}

/** Databases cannot store half surrogate pairs, and MySQL clients stop at a null character. */
function isUnicode(value: string): boolean {
  return !/[\p{Surrogate}\0]/u.test(value);
}
