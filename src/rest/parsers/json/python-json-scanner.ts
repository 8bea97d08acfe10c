import { ParseError } from '../../exceptions.js';
import { JsonFloat } from './json-float.js';

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const LITERAL = /null|true|false|NaN|-?Infinity/y;
/** Any but the quote, the backslash and the control characters. */
const PLAIN_CHARACTERS = /[ !#-[\]-\uffff]*/y;
const HEX = /^[0-9a-fA-F]{4}$/;

const literals: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['null', null],
  ['true', true],
  ['false', false],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Python refuses to convert more digits: the time grows with their square. */
const MAX_INTEGER_DIGITS = 4300;

/** An array or object whose end has not come yet. */
type Container = { items: unknown[] } | { members: Record<string, unknown>; key: string };

/**
 * Reads JSON step by step as Python's `json` does, to name the same fault at the same place and to
 * keep apart what Python keeps apart (2 and 2.0, integers of any size). It keeps its own stack, so
 * nesting is limited by the size of the body alone.
 *
 * DRF: json.decoder, Modules/_json.c
 */
export class PythonJsonScanner {
  private at = 0;
  private readonly open: Container[] = [];

  constructor(private readonly text: string) {}

  /** @throws ParseError with Python's message */
  parse(): unknown {
    if (this.text.startsWith('\ufeff')) {
      this.fail('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0);
    }
    this.skipWhitespace();
    for (;;) {
      let value = this.startValue();
      if (value === undefined) continue;
      // A finished value may finish the containers around it.
      for (;;) {
        const container = this.open.at(-1);
        if (!container) return this.end(value.value);
        this.add(container, value.value);
        const closed = this.afterItem(container);
        if (!closed) break;
        value = { value: closed };
      }
    }
  }

  /** A scalar or empty container, or undefined when a container was opened. */
  private startValue(): { value: unknown } | undefined {
    const start = this.at;
    switch (this.text[start]) {
      case '"':
        return { value: this.string() };
      case '{':
        this.at++;
        this.skipWhitespace();
        if (this.take('}')) return { value: {} };
        this.open.push({ members: {}, key: this.key() });
        return undefined;
      case '[':
        this.at++;
        this.skipWhitespace();
        if (this.take(']')) return { value: [] };
        this.open.push({ items: [] });
        return undefined;
      default:
        return { value: this.scalar(start) };
    }
  }

  private scalar(start: number): unknown {
    const literal = this.match(LITERAL)?.[0];
    if (literal !== undefined) {
      if (literals.has(literal)) return literals.get(literal);
      throw new ParseError(
        `JSON parse error - Out of range float values are not JSON compliant: '${literal}'`,
      );
    }
    const number = this.match(NUMBER);
    if (!number) this.fail('Expecting value', start);
    const [digits, fraction, exponent] = number;
    if (fraction === undefined && exponent === undefined) return this.integer(digits);
    const value = Number(digits);
    return Number.isInteger(value) ? new JsonFloat(value) : value;
  }

  private integer(digits: string): number | bigint {
    const value = Number(digits);
    if (Number.isSafeInteger(value)) return value;
    const length = digits.replace('-', '').length;
    if (length > MAX_INTEGER_DIGITS) {
      throw new ParseError(
        `JSON parse error - Exceeds the limit (${MAX_INTEGER_DIGITS} digits) for integer string ` +
          `conversion: value has ${length} digits`,
      );
    }
    return BigInt(digits);
  }

  private key(): string {
    if (this.text[this.at] !== '"') {
      this.fail('Expecting property name enclosed in double quotes', this.at);
    }
    const key = this.string();
    this.skipWhitespace();
    if (!this.take(':')) this.fail("Expecting ':' delimiter", this.at);
    this.skipWhitespace();
    return key;
  }

  private add(container: Container, value: unknown): void {
    if ('items' in container) {
      container.items.push(value);
      return;
    }
    // An assignment to `__proto__` would set the prototype instead of a member.
    Object.defineProperty(container.members, container.key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  /** The container if it ends here; otherwise goes on to its next item. */
  private afterItem(container: Container): object | undefined {
    this.skipWhitespace();
    const isList = 'items' in container;
    if (this.take(isList ? ']' : '}')) {
      this.open.pop();
      return isList ? container.items : container.members;
    }
    if (!this.take(',')) this.fail("Expecting ',' delimiter", this.at);
    this.skipWhitespace();
    if (!isList) container.key = this.key();
    return undefined;
  }

  private end(value: unknown): unknown {
    this.skipWhitespace();
    if (this.at !== this.text.length) this.fail('Extra data', this.at);
    return value;
  }

  private string(): string {
    const opening = this.at++;
    let value = '';
    for (;;) {
      value += this.match(PLAIN_CHARACTERS)![0];
      const next = this.text[this.at];
      if (next === undefined) this.fail('Unterminated string starting at', opening);
      if (this.take('"')) return value;
      if (next !== '\\') this.fail('Invalid control character at', this.at);
      value += this.escape(opening);
    }
  }

  private escape(opening: number): string {
    const letter = this.text[this.at + 1];
    if (letter === undefined) this.fail('Unterminated string starting at', opening);
    if (letter === 'u') return this.unicodeEscape();
    const character = escapes.get(letter);
    if (character === undefined) this.fail('Invalid \\escape', this.at);
    this.at += 2;
    return character;
  }

  /** One UTF-16 unit; the halves of a pair meet in the string by themselves. */
  private unicodeEscape(): string {
    const digits = this.text.slice(this.at + 2, this.at + 6);
    // Python wants a character after the digits; without the closing quote there is none.
    if (!HEX.test(digits) || this.at + 6 >= this.text.length) {
      this.fail('Invalid \\uXXXX escape', this.at + 1);
    }
    this.at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private skipWhitespace(): void {
    this.match(WHITESPACE);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  /** Python counts code points, from line 1 and column 1. */
  private fail(problem: string, index: number): never {
    const before = this.text.slice(0, index);
    const line = before.split('\n').length;
    const column = codePoints(before.slice(before.lastIndexOf('\n') + 1)) + 1;
    throw new ParseError(
      `JSON parse error - ${problem}: line ${line} column ${column} (char ${codePoints(before)})`,
    );
  }
}

function codePoints(text: string): number {
  let pairs = 0;
  for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g))
    pairs += match[0].length - 1;
  return text.length - pairs;
}
