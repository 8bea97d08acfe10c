import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { CatalogueFileError } from './catalogue-file-error.js';
import type { CatalogueRecord } from './catalogue-record.js';
import { readCsv } from './csv-reader.js';
import { readJson } from './json-reader.js';
import { asError } from '../../infrastructure/errors.js';

const READERS: Record<string, (text: Readable) => AsyncIterable<CatalogueRecord>> = {
  '.json': readJson,
  '.csv': readCsv,
};

/** An import file on disk; its name ends in `.json` or `.csv`. */
export class CatalogueFile {
  /** Bytes read so far. */
  bytesRead = 0;

  private constructor(
    private readonly path: string,
    /** Size of the file in bytes. */
    readonly size: number,
    private readonly read: (text: Readable) => AsyncIterable<CatalogueRecord>,
  ) {}

  /** @throws {CatalogueFileError} when there is no such file, or it is of another kind */
  static async open(path: string): Promise<CatalogueFile> {
    const read = READERS[extname(path).toLowerCase()];
    if (!read) throw new CatalogueFileError('the name must end in .json or .csv');
    const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new CatalogueFileError(error.code === 'ENOENT' ? 'no such file' : error.message);
    });
    if (!file.isFile()) throw new CatalogueFileError('not a file');
    return new CatalogueFile(path, file.size, read);
  }

  /**
   * Reads the rows one by one; never more than a few of them are in memory.
   *
   * @throws {CatalogueFileError} when the file is not UTF-8, JSON or CSV as it should be
   */
  async *records(): AsyncGenerator<CatalogueRecord> {
    const text = Readable.from(this.text());
    let records = 0;
    try {
      for await (const record of this.read(text)) {
        records += 1;
        yield record;
      }
    } catch (error) {
      if (error instanceof CatalogueFileError) throw error;
      throw new CatalogueFileError(`after about ${records} rows: ${asError(error).message}`, {
        cause: error,
      });
    } finally {
      text.destroy();
    }
  }

  /** The content as text, without byte order mark. */
  private async *text(): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of createReadStream(this.path, { highWaterMark: 256 * 1024 })) {
      const text = decode(decoder, chunk as Buffer);
      this.bytesRead += (chunk as Buffer).length;
      if (text !== '') yield text;
    }
    const rest = decode(decoder);
    if (rest !== '') yield rest;
  }
}

function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    throw new CatalogueFileError('the file is not UTF-8 text', { cause: error });
  }
}
