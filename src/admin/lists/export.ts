import { Readable } from 'node:stream';
import {
  loadRows,
  NotFound,
  Response,
  type RestRequest,
  type Row,
  type Serializer,
} from '../../rest/index.js';
import { guarded } from '../../spreadsheet-text.js';
import type { ResourceAdmin } from '../model-admin.js';
import { LABEL } from '../shape/outputs.js';

/** Rows that are read at once. */
const BATCH = 500;

/** A file that the resource's import takes again. */
export const TO_IMPORT = 'import';

const CSV = { extension: 'csv', type: 'text/csv; charset=utf-8' };

/** Kinds of files, by what is asked for. */
const KINDS = new Map([
  ['csv', CSV],
  ['json', { extension: 'json', type: 'application/json' }],
  [TO_IMPORT, CSV],
]);

/**
 * All rows of the list as a file, which is sent while it is being read.
 *
 * DJANGO: django-import-export's ExportMixin; StreamingHttpResponse
 *
 * @throws NotFound for a kind of file that there is not
 */
export async function exportRows(admin: ResourceAdmin, request: RestRequest): Promise<Response> {
  const name = request.query.get('as') ?? 'csv';
  const kind = KINDS.get(name);
  const serializer = name === TO_IMPORT ? admin.importedRow : admin.shape.exported;
  if (!kind || !serializer) throw new NotFound();
  // What is wrong with the filters is told before the file begins.
  await admin.filtered(request);
  const rows = batches(admin, serializer, request);
  const lines = kind === CSV ? csvOf(serializer, rows) : jsonOf(rows);
  const day = request.localTime.date(new Date());
  return new Response(Readable.from(lines, { objectMode: false }), 200, {
    'Content-Type': kind.type,
    'Content-Disposition': `attachment; filename="${admin.options.name}-${day}.${kind.extension}"`,
  });
}

async function* csvOf(
  serializer: Serializer,
  all: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const names = Object.keys(serializer.fields).filter((name) => name !== LABEL);
  // Spreadsheets take a file for UTF-8 by its first character.
  yield `\uFEFF${names.join(',')}\r\n`;
  for await (const rows of all) {
    yield rows.map((row) => `${names.map((name) => cell(row[name])).join(',')}\r\n`).join('');
  }
}

async function* jsonOf(all: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  let isFirst = true;
  yield '[';
  for await (const rows of all) {
    for (const row of rows) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(row)}`;
      isFirst = false;
    }
  }
  yield '\n]\n';
}

async function* batches(
  admin: ResourceAdmin,
  serializer: Serializer,
  request: RestRequest,
): AsyncGenerator<Row[]> {
  for (let last = 0; ;) {
    const query = await admin.filtered(request);
    const { alias } = query;
    query.andWhere(`${alias}.id > :last`, { last }).orderBy(`${alias}.id`, 'ASC').limit(BATCH);
    const rows = await loadRows(query, serializer);
    if (rows.length > 0) yield serializer.representMany(rows, request);
    if (rows.length < BATCH) return;
    last = Number(rows.at(-1)!.id);
  }
}

function cell(value: unknown): string {
  const safe = guarded(textOf(value));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value === 'object') {
    const { label } = value as { label?: unknown };
    return typeof label === 'string' ? label : JSON.stringify(value);
  }
  return String(value);
}
