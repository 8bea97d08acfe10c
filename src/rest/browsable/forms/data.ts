import { QueryDict, UploadedFile } from '../../parsers/index.js';
import type { LocalTime } from '../../local-time.js';
import type { DeclaredField } from '../../serializers/input/fields/field.js';
import { fileInputOf } from '../../serializers/input/fields/files.js';
import { HiddenInput } from '../../serializers/input/fields/hidden.js';
import { shapeOf, sourceOf, type DtoClass } from '../../serializers/input/registry.js';

/** Values by the names of fields, as JSON data. */
export type Data = Readonly<Record<string, unknown>>;

/** The fields of a DTO that take something from whoever fills in a form. */
export function writableFields(dto: DtoClass): [name: string, field: DeclaredField][] {
  return [...shapeOf(dto).fields].filter(
    ([, field]) => field.isWritable && !(field instanceof HiddenInput),
  );
}

/**
 * What the object has now in the fields of a DTO. DRF: serializer.data of a bound serializer
 *
 * @param shown the object as answers show it
 * @param object the stored object
 */
export function currentData(
  dto: DtoClass,
  shown: Data,
  object: Data,
  localTime: LocalTime,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [name, field] of writableFields(dto)) {
    if (fileInputOf(field)) continue;
    const stored = object[sourceOf(name, field)];
    const value = field.relation ? keysIn(shown[name], stored) : (shown[name] ?? stored);
    if (value !== undefined) data[name] = value instanceof Date ? localTime.dateTime(value) : value;
  }
  return data;
}

/** Related rows as the client names them, where they are shown as objects. */
function keysIn(shown: unknown, stored: unknown): unknown {
  if (Array.isArray(shown)) return shown.map((item) => (isObject(item) ? item.id : item));
  return isObject(shown) ? (stored ?? shown.id) : (shown ?? stored);
}

/**
 * What a new object begins with: the defaults, else nothing of each field's kind.
 *
 * DRF: Serializer.get_initial
 */
export function initialData(dto: DtoClass): Record<string, unknown> {
  return Object.fromEntries(
    writableFields(dto)
      .filter(([, field]) => !fileInputOf(field))
      .map(([name, field]) => [name, initialValue(field)]),
  );
}

function initialValue({ type, options, relation }: DeclaredField): unknown {
  const given = options.default;
  if (given !== undefined && typeof given !== 'function') return given;
  if (relation?.isMany || type === 'list' || type === 'multiple choice') return [];
  if (type === 'boolean') return options.allowNull ? null : false;
  if (type === 'nested object') return {};
  return TEXTS.has(type) ? '' : null;
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'regex', 'slug', 'email', 'url']);

/** What was sent, as JSON data: of a form its texts; null for what has no fields. */
export function sentData(sent: unknown): Record<string, unknown> | null {
  if (!(sent instanceof QueryDict)) return isObject(sent) ? { ...sent } : null;
  return Object.fromEntries(
    [...sent.names()].map((name) => {
      const values = sent.getAll(name).filter((value) => !(value instanceof UploadedFile));
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** Whether it is JSON's object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
