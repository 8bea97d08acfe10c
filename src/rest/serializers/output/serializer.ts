import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Wording } from '../../i18n/wording.js';
import type { RestRequest } from '../../request.js';
import type { FieldsOf, OutputField, Row, Schema } from './fields.js';
import { columnSchema, isRequiredRelation, orNull } from './schema.js';
import { resolveThrough, throughGetter, throughSchema } from './through.js';

type Getter = (row: Row, request: RestRequest) => unknown;

/**
 * An output serializer: which fields of an entity go over the wire, under which names.
 *
 * It is compiled to a list of getters when it is declared; representing a row reflects on nothing.
 * Because it names every column and relation it shows, it also decides what is loaded: see
 * `loadRows`.
 *
 * DRF: rest_framework.serializers.ModelSerializer (its read half).
 */
export class Serializer<Entity extends object = object> {
  readonly fields: Readonly<Record<string, OutputField>>;
  private readonly getters: [name: string, get: Getter][];

  /**
   * @param entity the entity whose rows are shown
   * @param name the schema's name in the API documentation
   * @param fields wire name -> field, in the order of the JSON object
   */
  constructor(
    readonly entity: EntityTarget<ObjectLiteral>,
    readonly name: string,
    fields: Readonly<Record<string, OutputField>>,
  ) {
    this.fields = Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        resolveThrough(entity, field, (related, part) => new Serializer(related, 'Part', part)),
      ]),
    );
    this.getters = Object.entries(this.fields).map(([wireName, field]) => [
      wireName,
      compile(field, field.source ?? wireName, entity),
    ]);
  }

  /** The JSON object of one row. */
  represent(row: Row, request: RestRequest): Row {
    const json: Row = {};
    for (const [name, get] of this.getters) json[name] = get(row, request);
    return json;
  }

  /** The JSON array of many rows. DRF: ListSerializer. */
  representMany(rows: readonly Row[], request: RestRequest): Row[] {
    return rows.map((row) => this.represent(row, request));
  }

  /** Another serializer with fields added, replaced or (null) left out. */
  extend<const Changes extends Readonly<Record<string, OutputField | null>>>(
    name: string,
    changes: Changes & FieldsOf<Entity, Changes>,
  ): Serializer<Entity> {
    const changed: Readonly<Record<string, OutputField | null>> = { ...this.fields, ...changes };
    const fields = Object.entries(changed).filter(
      (entry): entry is [string, OutputField] => entry[1] !== null,
    );
    return new Serializer(this.entity, name, Object.fromEntries(fields));
  }

  /**
   * JSON Schema of the object; nested serializers are referred to by name.
   *
   * @param wording of the fields' labels; undefined: without labels
   */
  schema(wording?: Wording): Schema {
    const properties: Record<string, Schema> = {};
    for (const [wireName, field] of Object.entries(this.fields)) {
      const title = wording && { title: wording.label(wireName) };
      properties[wireName] = { ...title, ...this.fieldSchema(field, field.source ?? wireName) };
    }
    return { type: 'object', properties, required: Object.keys(properties) };
  }

  /** This serializer and every one nested in it, each once. */
  family(): Serializer[] {
    const found = new Set<Serializer>([this]);
    for (const serializer of found) {
      for (const { serializer: child, through: isPart } of Object.values(serializer.fields)) {
        if (child && !isPart) found.add(child);
      }
    }
    return [...found];
  }

  private fieldSchema(field: OutputField, source: string): Schema {
    if (field.through) return throughSchema(field);
    const reference = { $ref: `#/components/schemas/${field.serializer?.name}` };
    if (field.kind === 'many') return { type: 'array', items: reference };
    if (field.kind === 'nested') {
      const isThere = field.from || isRequiredRelation(this.entity, source);
      if (isThere && !field.isNullable) return reference;
      const none = field.empty ? { type: 'object', maxProperties: 0 } : { type: 'null' };
      return { anyOf: [reference, none] };
    }
    if (field.kind === 'computed') return field.schema!;
    const schema = columnSchema(this.entity, source, field.schema);
    return field.isNullable ? orNull(schema) : schema;
  }
}

/** Declares an output serializer; see `Serializer`. */
export function serializer<
  Entity extends object,
  const Fields extends Readonly<Record<string, OutputField>>,
>(
  entity: new () => Entity,
  name: string,
  fields: Fields & FieldsOf<Entity, Fields>,
): Serializer<Entity> {
  return new Serializer(entity, name, fields);
}

function compile(field: OutputField, source: string, entity: EntityTarget<ObjectLiteral>): Getter {
  if (field.through) return throughGetter(field);
  const { action, represent, serializer: child, when } = field;
  if (field.kind === 'nested') {
    return (row, request) => {
      const value = field.from ? field.from(row) : (row[source] as Row | null | undefined);
      return value ? child!.represent(value, request) : (field.empty ?? null);
    };
  }
  if (field.kind === 'many') {
    return (row, request) => child!.representMany((row[source] as Row[]) ?? [], request);
  }
  if (field.kind === 'flag') {
    return (row, request) =>
      (!when || when(row)) && request.grants.loaded(entity, row.id as number).has(action!);
  }
  if (represent) return (row, request) => represent(row[source], request, row);
  return (row) => row[source];
}
