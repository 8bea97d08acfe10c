import type { EntityMetadata } from 'typeorm';
import { yuan } from '../../cents.js';
import {
  computed,
  date,
  dateTime,
  field,
  many,
  media,
  nested,
  Serializer,
  type OutputField,
  type Row,
} from '../../rest/index.js';
import type { ComputedColumn, Title } from '../declarations.js';
import type { AdminField } from './fields.js';
import type { AdminInline } from './inlines.js';

type EntityClass = new () => object;
type Fields = Record<string, OutputField>;

/** Under which name rows tell what they are called. */
export const LABEL = '_label';

/** Under which name rows of a list tell their version, where they can be changed there. */
export const VERSION = '_version';

/** What objects of an entity are called. */
export type Titles = (entity: EntityClass) => Title<Record<string, unknown>>;

/** The text by which an object is known. */
export function titleField(title: Title<Record<string, unknown>>): OutputField {
  if (typeof title === 'string') {
    return computed([title], (row) => String(row[title] ?? ''), { type: 'string' });
  }
  return computed(title.needs, (row, request) => title.of(row, request), { type: 'string' });
}

/** A related row as its key and what it is called. */
export function referenceSerializer(entity: EntityClass, titles: Titles): Serializer {
  return new Serializer(entity, `${entity.name}Reference`, {
    id: field('id'),
    label: titleField(titles(entity)),
  });
}

/** A value of that kind of field as the back office sees it. */
export function outputOf(
  { kind, property, source, target }: Pick<AdminField, 'kind' | 'property' | 'source' | 'target'>,
  titles: Titles,
): OutputField {
  switch (kind) {
    case 'money':
      return {
        ...field(source, { type: 'string' }),
        represent: (value) => (value === null ? null : yuan(value as number)),
      };
    case 'datetime':
      return dateTime(source);
    case 'date':
      return date(source);
    case 'image':
    case 'file':
      return media(source);
    case 'related':
      return nested(referenceSerializer(target!, titles), property);
    case 'many_related':
      return many(referenceSerializer(target!, titles), property);
    default:
      return field(source, {});
  }
}

/** A row of a list: its key, what it is called, its columns. */
export function listSerializer(
  metadata: EntityMetadata,
  columns: readonly (AdminField | ComputedColumn)[],
  titles: Titles,
): Serializer {
  const entity = metadata.target as EntityClass;
  const fields: Fields = { id: field('id'), [LABEL]: titleField(titles(entity)) };
  for (const column of columns) {
    fields[column.name] =
      'of' in column ? computed(column.needs, column.of, {}) : outputOf(column, titles);
  }
  return new Serializer(entity, `Admin${metadata.name}Row`, fields);
}

/** An object with everything that its form has. */
export function formSerializer(
  metadata: EntityMetadata,
  fields: readonly AdminField[],
  inlines: readonly AdminInline[],
  titles: Titles,
): Serializer {
  const entity = metadata.target as EntityClass;
  const shown: Fields = { id: field('id'), [LABEL]: titleField(titles(entity)) };
  for (const one of fields) shown[one.name] = outputOf(one, titles);
  for (const inline of inlines) {
    const row: Fields = { id: field('id') };
    for (const one of inline.fields) row[one.name] = outputOf(one, titles);
    const serializer = new Serializer(inline.entity, `Admin${inline.entity.name}Inline`, row);
    shown[inline.name] = many(serializer, inline.property);
  }
  return new Serializer(entity, `Admin${metadata.name}`, shown);
}

/** What is stored of the fields that can be written, however it is shown. */
export function storedValues(
  row: Row,
  fields: readonly AdminField[],
  inlines: readonly AdminInline[],
): unknown[] {
  const values = fields.map((one) => storedValue(row, one));
  const rows = inlines.map(({ property, fields: columns }) =>
    (row[property] as Row[]).map((child) => [
      child.id,
      ...columns.map((one) => storedValue(child, one)),
    ]),
  );
  return [...values, ...rows];
}

function storedValue(row: Row, { kind, property, source }: AdminField): unknown {
  if (kind === 'related') return (row[property] as Row | null)?.id ?? null;
  if (kind === 'many_related') return (row[property] as Row[]).map(({ id }) => id);
  return row[source];
}
