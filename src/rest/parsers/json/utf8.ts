import { isUtf8 } from 'node:buffer';
import { ParseError } from '../../exceptions.js';

/**
 * Decodes UTF-8 strictly. A sequence cut off by the end of the bytes is dropped, as Python's
 * stream reader drops it.
 *
 * @throws ParseError in the words of Python's UnicodeDecodeError
 */
export function decodeUtf8(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('utf8', 0, validEnd(bytes));
}

/** Where valid UTF-8 ends: the length, or the start of a sequence cut off by the end. */
function validEnd(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    const length = sequenceLength(first);
    if (length === 0) fail(bytes, at, 1, 'invalid start byte');
    for (let i = 1; i < length; i++) {
      const next = bytes[at + i];
      if (next === undefined) return at;
      if (!continues(first, next, i)) fail(bytes, at, i, 'invalid continuation byte');
    }
    at += length;
  }
  return at;
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

/** Whether the byte may follow; the second one excludes overlong forms and surrogates. */
function continues(first: number, byte: number, position: number): boolean {
  let from = 0x80;
  let to = 0xbf;
  if (position === 1) {
    if (first === 0xe0) from = 0xa0;
    if (first === 0xed) to = 0x9f;
    if (first === 0xf0) from = 0x90;
    if (first === 0xf4) to = 0x8f;
  }
  return byte >= from && byte <= to;
}

function fail(bytes: Buffer, start: number, length: number, reason: string): never {
  const where =
    length === 1
      ? `byte 0x${bytes[start]!.toString(16).padStart(2, '0')} in position ${start}`
      : `bytes in position ${start}-${start + length - 1}`;
  throw new ParseError(`JSON parse error - 'utf-8' codec can't decode ${where}: ${reason}`);
}
