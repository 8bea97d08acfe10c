import type { FieldDescription, Fields } from '../server/description.ts';
import { idOf } from './related-input.tsx';

/** A value of a form as the server takes it: ids for related objects, paths for uploads. */
export function written(field: FieldDescription, value: unknown): unknown {
  switch (field.type) {
    case 'related':
      return idOf(value);
    case 'many_related':
      return Array.isArray(value) ? value.map(idOf) : [];
    case 'image':
    case 'file':
      return typeof value === 'object' && value !== null && 'path' in value ? value.path : value;
    default:
      return value;
  }
}

/** The values of fields that may be written and are there. */
export function writtenValues(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.read_only || values[name] === undefined ? [] : [[name, written(field, values[name])]],
    ),
  );
}

/** What is left empty where nothing need be said, and where nothing is no value. */
const isUnsaid = (field: FieldDescription, value: unknown): boolean =>
  !field.required && !field.nullable && (value === null || value === '');

/** The values of something new: what nobody has said is left to the server. */
export function saidValues(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const said = Object.entries(fields).filter(([name, field]) => !isUnsaid(field, values[name]));
  return writtenValues(Object.fromEntries(said), values);
}

/** True where two values are written alike. */
export function isSame(field: FieldDescription, one: unknown, other: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(written(field, value) ?? null);
  return text(one) === text(other);
}
