import type { FormDescription, InlineDescription } from '../server/description.ts';
import { isSame, saidValues, written, writtenValues } from '../inputs/written.ts';
import { emptyRow } from './initial-values.ts';

type Values = Readonly<Record<string, unknown>>;

/** Marks a row of an inline that goes when the form is saved. */
export const DELETED = '_deleted';

/** A row that is written, and where it stands in the form: errors are told by what was written. */
export interface WrittenRow {
  readonly index: number;
  readonly body: Values;
}

const isBlank = (inline: InlineDescription, row: Values): boolean => {
  const empty = emptyRow(inline);
  return Object.entries(inline.fields).every(
    ([name, field]) => field.read_only || isSame(field, row[name], empty[name]),
  );
};

/** The rows of an inline that are to be there afterwards: without deleted and untouched empty ones. */
export function writtenRows(inline: InlineDescription, rows: unknown): WrittenRow[] {
  return ((rows ?? []) as Values[]).flatMap((row, index) => {
    if (row[DELETED]) return [];
    const isNew = row.id === undefined || row.id === null;
    if (isNew && isBlank(inline, row)) return [];
    return [
      {
        index,
        body: isNew
          ? saidValues(inline.fields, row)
          : { id: row.id, ...writtenValues(inline.fields, row) },
      },
    ];
  });
}

/** Everything that an object is added with. */
export function additions(form: FormDescription, values: Values): Record<string, unknown> {
  const body = saidValues(form.fields, values);
  for (const inline of form.inlines) {
    body[inline.name] = writtenRows(inline, values[inline.name]).map((row) => row.body);
  }
  return body;
}

/** What differs from what was read: only that is written. */
export function changes(
  form: FormDescription,
  values: Values,
  before: Values,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(form.fields)) {
    if (field.read_only || isSame(field, values[name], before[name])) continue;
    body[name] = written(field, values[name]);
  }
  for (const inline of form.inlines) {
    const rows = writtenRows(inline, values[inline.name]).map((row) => row.body);
    const was = writtenRows(inline, before[inline.name]).map((row) => row.body);
    if (JSON.stringify(rows) !== JSON.stringify(was)) body[inline.name] = rows;
  }
  return body;
}

/** A copy's values: rows of inlines become new ones. */
export function copied(form: FormDescription, values: Values): Record<string, unknown> {
  const body = additions(form, values);
  for (const { name } of form.inlines) {
    body[name] = (body[name] as Values[]).map(({ id: _id, ...row }) => row);
  }
  return body;
}
