import type { Wording } from '../../i18n/wording.js';
import type { OutputField, Schema } from './fields.js';
import type { Serializer } from './serializer.js';

/** What an OPTIONS answer tells about a field that is shown but never taken. */
export interface ReadOnlyMetadata {
  readonly type: string;
  readonly required: false;
  readonly read_only: true;
  readonly label: string;
  readonly child?: ReadOnlyMetadata;
  readonly children?: Readonly<Record<string, ReadOnlyMetadata>>;
}

/** DRF: SimpleMetadata.label_lookup */
const TYPES: Readonly<Record<string, string>> = {
  integer: 'integer',
  number: 'float',
  boolean: 'boolean',
  string: 'string',
};

/**
 * The fields of an output serializer as OPTIONS answers describe them.
 *
 * DRF: rest_framework.metadata.SimpleMetadata.get_serializer_info
 */
export function shownMetadata(
  serializer: Serializer,
  wording: Wording,
): Record<string, ReadOnlyMetadata> {
  const { properties } = serializer.schema() as { properties: Record<string, Schema> };
  return Object.fromEntries(
    Object.entries(serializer.fields).map(([name, field]) => [
      name,
      describe(name, field, properties[name]!, wording),
    ]),
  );
}

function describe(
  name: string,
  field: OutputField,
  schema: Schema,
  wording: Wording,
): ReadOnlyMetadata {
  const basics = {
    required: false,
    read_only: true,
    label: wording.label(name),
  } as const;
  if (!field.serializer || field.through) return { type: typeOf(field, schema), ...basics };
  const nested = {
    type: 'nested object',
    ...basics,
    children: shownMetadata(field.serializer, wording),
  } as const;
  return field.kind === 'many' ? { type: 'field', ...basics, child: nested } : nested;
}

/** A nullable value is told by its type, one that is worked out by none. */
function typeOf(field: OutputField, schema: Schema): string {
  if (field.type) return field.type;
  if (field.kind === 'computed') return 'field';
  return TYPES[[schema.type].flat()[0] as string] ?? 'field';
}
