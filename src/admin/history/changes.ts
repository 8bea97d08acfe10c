import type { Row } from '../../rest/index.js';
import type { FieldChange } from './admin-log-entry.entity.js';

/** Longest value that is kept, in characters. */
const VALUE_LENGTH = 200;
/** Most fields of one entry, so that the entry fits into its column. */
const MOST_CHANGES = 40;

/**
 * What differs between an object before and after, both as the back office shows them.
 *
 * @param before null: it is new
 * @param after null: it is gone
 *
 * DJANGO: ModelAdmin.construct_change_message
 */
export function changesBetween(before: Row | null, after: Row | null): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(after ?? before ?? {})) {
    if (field === 'id' || field === '_label') continue;
    const [former, latter] = [before?.[field], after?.[field]];
    if (isRows(former) || isRows(latter)) {
      changes.push(...rowChanges(field, (former ?? []) as Row[], (latter ?? []) as Row[]));
      continue;
    }
    if (JSON.stringify(former ?? null) === JSON.stringify(latter ?? null)) continue;
    changes.push({ field, from: textOf(former), to: textOf(latter) });
  }
  return changes.slice(0, MOST_CHANGES);
}

/** Rows that came, went, or are others than they were. */
function rowChanges(field: string, before: readonly Row[], after: readonly Row[]): FieldChange[] {
  const former = new Map(before.map((row) => [row.id, row]));
  const latter = new Map(after.map((row) => [row.id, row]));
  const ids = new Set([...former.keys(), ...latter.keys()]);
  return [...ids].flatMap((id) => {
    const [old, now] = [former.get(id), latter.get(id)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return { field, from: old ? rowText(old) : null, to: now ? rowText(now) : null };
  });
}

function rowText(row: Row): string {
  const values = Object.entries(row).filter(([name]) => name !== 'id');
  return cut(values.map(([, value]) => textOf(value) ?? '').join(', '));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return cut(value.map((item) => textOf(item) ?? '').join(', '));
  if (typeof value === 'object') {
    const { label } = value as { label?: unknown };
    return cut(typeof label === 'string' ? label : JSON.stringify(value));
  }
  return cut(String(value));
}

function cut(text: string): string {
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH - 1)}…` : text;
}

/** Rows of an inline, which are told one by one; related rows have a name. */
function isRows(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [first] = value as unknown[];
  return typeof first === 'object' && first !== null && 'id' in first && !('label' in first);
}
