import type { RestRequest } from '../../request.js';
import type { Serializer } from './serializer.js';

/** JSON Schema (OpenAPI 3.1 dialect) of a value. */
export type Schema = Record<string, unknown>;

/** A plain row as the loader makes it: columns and loaded relations by property name. */
export type Row = Record<string, unknown>;

/**
 * One field of an output serializer. `source` is the entity's property; default: the wire name.
 *
 * The type parameter names the properties it reads; never: that of its own name.
 */
export interface OutputField<Property extends string = string> {
  readonly kind: 'column' | 'nested' | 'many' | 'keys' | 'computed' | 'flag';
  readonly source?: Property;
  /** Columns the field reads, when it is not exactly its source. */
  readonly needs?: readonly Property[];
  readonly serializer?: Serializer;
  /** What a `nested` field shows when there is no object; default: null. */
  readonly empty?: object;
  /** Works out the object of a `nested` field from the row; default: what was joined. */
  readonly from?: (row: Row) => Row;
  /** May be null although neither column nor relation tells so. */
  readonly isNullable?: boolean;
  /** Order of the rows of a `many` field, e.g. `['id']` or `['-position']`. */
  readonly ordering?: readonly string[];
  /** What a `flag` field tells whether the user may do it with the object. */
  readonly action?: string;
  /** What else must hold of the row for a `flag` field to be true. */
  readonly when?: (row: Row) => boolean;
  /** The property shown instead of the object that a `nested` field loads. */
  readonly through?: string;
  readonly represent?: (value: unknown, request: RestRequest, row: Row) => unknown;
  readonly schema?: Schema;
  /** Kind of field in OPTIONS answers, where the schema does not tell it. */
  readonly type?: string;
}

/** A field whose name on the wire is nothing of the entity's. */
export type ComputedField<Property extends string> = OutputField<Property> & {
  readonly kind: 'computed' | 'flag';
};

/** The properties of the entity that a field under that name reads. */
type PropertiesRead<Field, Name> =
  Field extends ComputedField<infer Needed>
    ? Needed
    : Field extends OutputField<infer Source>
      ? [Source] extends [never]
        ? Name
        : Source
      : never;

/** The fields, as long as they read properties that the entity has; else it does not compile. */
export type FieldsOf<Entity, Fields> = {
  readonly [Name in keyof Fields]: [PropertiesRead<Fields[Name], Name>] extends [keyof Entity]
    ? Fields[Name]
    : { readonly noSuchProperty: Exclude<PropertiesRead<Fields[Name], Name>, keyof Entity> };
};

/** A column as it is. DRF: a model field of a ModelSerializer. */
export function field<Property extends string = never>(
  source?: Property,
  schema?: Schema,
): OutputField<Property> {
  return { kind: 'column', source, schema };
}

/**
 * Integer hundredths, such as cents, as a number of the whole unit, e.g. 1990 -> 19.9.
 * DRF: rest_framework.fields.FloatField.
 */
export function money<Property extends string>(source: Property): OutputField<Property> {
  return {
    kind: 'column',
    source,
    represent: (cents) => (cents === null ? null : (cents as number) / 100),
    schema: { type: 'number', examples: [19.9] },
  };
}

/**
 * An instant on the shop's wall clock, `YYYY-MM-DD HH:MM:SS`.
 * DRF: rest_framework.fields.DateTimeField.
 */
export function dateTime<Property extends string>(source: Property): OutputField<Property> {
  return {
    kind: 'column',
    source,
    represent: (instant, request) =>
      instant === null ? null : request.localTime.dateTime(instant as Date),
    type: 'datetime',
    schema: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$',
      examples: ['2025-01-01 09:00:00'],
    },
  };
}

/**
 * A path below the media folder as an absolute URL; an empty path is null.
 * DRF: rest_framework.fields.FileField with UPLOADED_FILES_USE_URL.
 */
export function media<Property extends string = never>(source?: Property): OutputField<Property> {
  return {
    kind: 'column',
    source,
    represent: (path, request) => (path ? request.mediaUrl(path as string) : null),
    type: 'file upload',
    schema: {
      type: ['string', 'null'],
      format: 'uri',
      examples: ['http://localhost:8000/media/goods/images/1.jpg'],
    },
  };
}

/** The object at the other end of a to-one relation, loaded by a join; null when there is none. */
export function nested<Property extends string = never>(
  serializer: Serializer,
  source?: Property,
): OutputField<Property> {
  return { kind: 'nested', source, serializer };
}

/** As `nested`, but `{}` when there is none, for clients that read into it unasked. */
export function nestedOrEmpty<Property extends string = never>(
  serializer: Serializer,
  source?: Property,
): OutputField<Property> {
  return { kind: 'nested', source, serializer, empty: {} };
}

/**
 * An object worked out from the row and what its to-one relation joins, such as a snapshot that
 * shows the rest as it is now.
 *
 * @param needs the columns `from` reads, besides the joined object
 */
export function nestedFrom<const Property extends string>(
  serializer: Serializer,
  source: Property,
  needs: readonly Property[],
  from: (row: Row) => Row,
): OutputField<Property> {
  return { kind: 'nested', source, serializer, needs, from };
}

/** The objects of a to-many relation, loaded for the whole list in one query. */
export function many<Property extends string = never>(
  serializer: Serializer,
  source?: Property,
  ordering: readonly string[] = ['id'],
): OutputField<Property> {
  return { kind: 'many', source, serializer, ordering };
}

/**
 * Whether the user has the object permission of that name, e.g. `permitted('change')`; for a whole
 * page in a constant number of queries.
 *
 * DJANGO: guardian.core.ObjectPermissionChecker.has_perm
 *
 * @param needs the columns `when` reads
 * @param when what must hold of the row besides, e.g. that it is open to changes still
 */
export function permitted<const Property extends string = never>(
  action: string,
  needs: readonly Property[] = [],
  when?: (row: Row) => boolean,
): ComputedField<Property> & { readonly action: string } {
  return { kind: 'flag', needs, action, when, schema: { type: 'boolean' } };
}

/**
 * A value worked out from the row. DRF: rest_framework.fields.SerializerMethodField.
 *
 * @param needs the columns `compute` reads, so that they are loaded
 */
export function computed<const Property extends string = never>(
  needs: readonly Property[],
  compute: (row: Row, request: RestRequest) => unknown,
  schema: Schema,
): ComputedField<Property> {
  return {
    kind: 'computed',
    needs,
    represent: (_value, request, row) => compute(row, request),
    schema,
  };
}
