import { JsonFloat, QueryDict, UploadedFile } from '../../parsers/index.js';

/** How deep nested values are spelled out before `...` stands for the rest. */
const MAX_REPR_DEPTH = 20;

/** More digits are not converted: the time grows with their square. */
const MAX_INTEGER_DIGITS = 4300;

/** What Python's `str.strip()` removes; JavaScript's `trim()` knows other characters. */
const SPACE =
  '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING_SPACE = new RegExp(`^${SPACE}+`);
const SPACE_CHARACTER = new RegExp(SPACE);

const INTEGER = /^[+-]?\d+(?:_\d+)*$/;
const FLOAT =
  /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;

/** `type(value).__name__` */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      if (value === null || value === undefined) return 'NoneType';
      if (value instanceof JsonFloat) return 'float';
      if (Array.isArray(value)) return 'list';
      if (value instanceof QueryDict) return 'QueryDict';
      if (value instanceof UploadedFile) return 'InMemoryUploadedFile';
      return 'dict';
  }
}

/** Whether Python has an `int` or `float` here; booleans are not numbers. */
export function isNumber(value: unknown): value is number | bigint | JsonFloat {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof JsonFloat;
}

/** `str(value)` */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : repr(value, 0);
}

function repr(value: unknown, depth: number): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null || value === undefined) return 'None';
  if (value instanceof JsonFloat) return floatRepr(value.valueOf());
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatRepr(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof UploadedFile) return value.filename;
  if (depth >= MAX_REPR_DEPTH) return '...';
  if (Array.isArray(value)) return `[${value.map((item) => repr(item, depth + 1)).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${quote(key)}: ${repr(item, depth + 1)}`,
  );
  return `{${members.join(', ')}}`;
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(mark, `\\${mark}`);
  return mark + escaped + mark;
}

/** Python writes an exponent from 1e16 on and below 1e-4, of two digits at least. */
function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `text.strip()` */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE_CHARACTER.test(text[end - 1]!)) end--;
  return text.slice(0, end).replace(LEADING_SPACE, '');
}

/** `int(text)`; undefined where Python raises ValueError. */
export function parseInteger(text: string): bigint | undefined {
  const digits = asciiDigits(strip(text));
  if (digits.length > MAX_INTEGER_DIGITS || !INTEGER.test(digits)) return undefined;
  return BigInt(digits.replaceAll('_', '').replace(/^\+/, ''));
}

/** `float(text)` of a finite number; undefined for anything else, `nan` and `inf` included. */
export function parseFiniteFloat(text: string): number | undefined {
  const digits = asciiDigits(strip(text));
  if (!FLOAT.test(digits)) return undefined;
  const value = Number(digits.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

/** `int(number)`: cuts the fraction off; undefined for what is not finite. */
export function truncate(value: number | bigint | JsonFloat): bigint | undefined {
  if (typeof value === 'bigint') return value;
  const number = value.valueOf();
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
}

/** Length in characters, as Python and the databases count them. */
export function length(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Every decimal digit of any script as ASCII. Unicode keeps each script's ten in a row. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const codePoint = digit.codePointAt(0)!;
    let start = codePoint;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(start - 1))) start--;
    return String((codePoint - start) % 10);
  });
}
