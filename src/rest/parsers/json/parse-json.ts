import { ParseError } from '../../exceptions.js';
import type { Charset } from '../charset.js';
import type { ContentType } from '../content-type.js';
import { decodeUtf8 } from './utf8.js';
import { PythonJsonScanner } from './python-json-scanner.js';

/** Numbers a native parser would change: with a fraction or exponent, or of 16 digits and more. */
const DELICATE_NUMBER = /\d(?:\.\d|[eE][-+\d])|\d{16}/;

const UTF_8 = /^utf[-_]?8$/i;

/**
 * Parses a JSON body. Integers beyond 2^53 come as `bigint`, whole floats as `JsonFloat`, all else
 * as `JSON.parse` gives it. What is wrong with a malformed body is told in Python's words.
 *
 * @throws ParseError
 *
 * DRF: rest_framework.parsers.JSONParser
 */
export function parseJson(body: Buffer, _type?: ContentType, charset?: Charset): unknown {
  const text = decode(body, charset);
  if (!DELICATE_NUMBER.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // The scanner below finds the same fault again and words it as Python does.
    }
  }
  return new PythonJsonScanner(text).parse();
}

function decode(body: Buffer, charset: Charset | undefined): string {
  if (!charset || UTF_8.test(charset.name)) return decodeUtf8(body);
  try {
    return charset.decode(body);
  } catch (error) {
    throw new ParseError(`JSON parse error - '${charset.name}' codec can't decode the body`, {
      cause: error,
    });
  }
}
