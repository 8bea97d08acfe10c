import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CatalogueFileError } from './catalogue-file-error.js';
import type { CatalogueRecord } from './catalogue-record.js';
import { unguarded } from '../../spreadsheet-text.js';
import { CSV_COLUMNS } from './catalogue-format.js';

/** Characters of one row at most; an unclosed quote must not swallow the rest of a big file. */
const MOST_ROW_CHARACTERS = 1_000_000;
/** Separates the paths in the column `images`. */
const LIST_SEPARATOR = '|';

type CsvKind = keyof typeof CSV_COLUMNS;

/**
 * Reads an import file in CSV: a header, then categories or goods, told apart by the header's
 * columns. An empty field counts as left out, except that an empty `parent` means a top category.
 *
 * @throws {CatalogueFileError} when the header or the quoting is wrong
 */
export async function* readCsv(text: Readable): AsyncGenerator<CatalogueRecord> {
  const parser = text.pipe(
    parse({
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MOST_ROW_CHARACTERS,
    }),
  );
  text.on('error', (error) => parser.destroy(error));
  let number = 0;
  let header: string[] = [];
  let section: CsvKind = 'goods';
  for await (const fields of parser as AsyncIterable<string[]>) {
    number += 1;
    if (number === 1) {
      header = fields.map((name) => name.trim());
      section = kindOf(header);
    } else if (fields.length !== header.length) {
      if (fields.length === 1 && fields[0] === '') continue;
      const problem = `has ${fields.length} fields where the header has ${header.length}`;
      yield { section, number, value: undefined, problem };
    } else {
      yield { section, number, value: rowOf(header, fields) };
    }
  }
  if (number === 0) throw new CatalogueFileError('the file is empty');
}

function kindOf(header: string[]): CsvKind {
  const section = header.includes('sn') ? 'goods' : header.includes('code') ? 'categories' : null;
  if (!section) {
    throw new CatalogueFileError(
      'the first row must name the columns: goods have a column sn, categories a column code',
    );
  }
  const known = CSV_COLUMNS[section];
  for (const [index, name] of header.entries()) {
    if (!known.includes(name)) {
      throw new CatalogueFileError(
        `unknown column "${name}"; ${section} have the columns ${known.join(', ')}`,
      );
    }
    if (header.indexOf(name) !== index)
      throw new CatalogueFileError(`column "${name}" comes twice`);
  }
  return section;
}

function rowOf(header: string[], fields: string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, name] of header.entries()) {
    const field = unguarded(fields[index] ?? '');
    if (name === 'parent') row[name] = field.trim() === '' ? null : field;
    else if (field === '') continue;
    else if (name === 'images') row[name] = field.split(LIST_SEPARATOR).map((path) => path.trim());
    else row[name] = field;
  }
  return row;
}
