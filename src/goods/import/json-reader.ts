import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Assembler from 'stream-json/Assembler.js';
import Parser from 'stream-json/Parser.js';
import { CatalogueFileError } from './catalogue-file-error.js';
import type { CatalogueRecord } from './catalogue-record.js';
import { isSectionName, SECTION_NAMES, type SectionName } from './catalogue-format.js';
import { asError } from '../../infrastructure/errors.js';

interface Token {
  name: string;
  value?: unknown;
}

/** Depth of the rows: inside a section's list inside the document. */
const LIST = 2;

/**
 * Reads an import file in JSON: `{"categories": [...], "goods": [...], ...}`.
 *
 * @throws {CatalogueFileError} when the document has another shape
 */
export async function* readJson(text: Readable): AsyncGenerator<CatalogueRecord> {
  const rows = new RowAssembler();
  const parser = new Parser({ packValues: true, streamValues: false });
  const reading = pipeline(text, parser, rows);
  // The failure is thrown by the loop below, which ends with the stream.
  reading.catch(() => undefined);
  yield* rows as AsyncIterable<CatalogueRecord>;
  await reading;
}

/** An option that the library's types do not know yet. */
const ASSEMBLY: object = { numberAsString: true };

/** Puts the parser's tokens together to rows. */
class RowAssembler extends Transform {
  private readonly row = new Assembler(ASSEMBLY);
  private depth = 0;
  private section: SectionName | undefined;
  private number = 0;

  constructor() {
    super({ objectMode: true });
  }

  override _transform(token: Token, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.follow(token);
      done();
    } catch (error) {
      done(asError(error));
    }
  }

  private follow(token: Token): void {
    const opens = token.name === 'startObject' || token.name === 'startArray';
    const closes = token.name === 'endObject' || token.name === 'endArray';
    if (closes) this.depth -= 1;
    if (this.depth < LIST) this.outline(token, opens);
    else this.inside(token, closes);
    if (opens) this.depth += 1;
  }

  /** Between the sections: the document's braces, the sections' names and their brackets. */
  private outline({ name, value }: Token, opens: boolean): void {
    if (this.depth === 0) {
      if (name !== 'startObject' && name !== 'endObject') throw shapeError();
    } else if (name === 'keyValue') {
      if (!isSectionName(String(value))) {
        throw new CatalogueFileError(
          `unknown section "${String(value)}"; the sections are ${SECTION_NAMES.join(', ')}`,
        );
      }
      this.section = value as SectionName;
      this.number = 0;
    } else if (opens ? name !== 'startArray' : name !== 'endArray') {
      throw shapeError();
    }
  }

  /** In a section's list: values become rows when they are complete. */
  private inside({ name, value }: Token, closes: boolean): void {
    const scalar = this.depth === LIST && !closes && !name.startsWith('start');
    if (scalar) {
      this.emitRow(value);
      return;
    }
    (this.row as unknown as Record<string, (value: unknown) => void>)[name]?.(value);
    if (closes && this.depth === LIST) this.emitRow(this.row.current);
  }

  private emitRow(value: unknown): void {
    this.number += 1;
    const record: CatalogueRecord = { section: this.section!, number: this.number, value };
    this.push(record);
  }
}

function shapeError(): CatalogueFileError {
  return new CatalogueFileError(
    'expected an object of lists: {"categories": [...], "goods": [...]}',
  );
}
