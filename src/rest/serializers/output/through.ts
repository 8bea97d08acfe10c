import { getMetadataArgsStorage, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { RestRequest } from '../../request.js';
import { field, type OutputField, type Row, type Schema } from './fields.js';
import type { Serializer } from './serializer.js';

type Head<Path extends string> = Path extends `${infer First}.${string}` ? First : never;

/**
 * A property of the object at the other end of a to-one relation, e.g. `through('shelf.name')`;
 * null when there is none.
 *
 * DRF: a source with dots; rest_framework.relations.SlugRelatedField
 */
export function through<const Path extends `${string}.${string}`>(
  path: Path,
): OutputField<Head<Path>> {
  const dot = path.indexOf('.');
  return {
    kind: 'nested',
    source: path.slice(0, dot) as Head<Path>,
    through: path.slice(dot + 1),
  };
}

/** Name of the one field of the serializers made here. */
const PART = 'part';

type MakeSerializer = (
  entity: EntityTarget<ObjectLiteral>,
  fields: Readonly<Record<string, OutputField>>,
) => Serializer;

/** Gives a field the serializer of the part it shows, once the entities are all declared. */
export function resolveThrough(
  entity: EntityTarget<ObjectLiteral>,
  declared: OutputField,
  make: MakeSerializer,
): OutputField {
  const { source, through: path } = declared;
  if (!path || declared.serializer) return declared;
  const part: OutputField = path.includes('.')
    ? through(path as `${string}.${string}`)
    : field(path);
  let serializer: Serializer | undefined;
  return {
    ...declared,
    get serializer() {
      serializer ??= make(relatedEntity(entity, source!), { [PART]: part });
      return serializer;
    },
  };
}

function relatedEntity(entity: EntityTarget<ObjectLiteral>, property: string) {
  const relation = getMetadataArgsStorage().relations.find(
    ({ propertyName, target }) =>
      propertyName === property &&
      (target === entity ||
        (typeof entity === 'function' &&
          typeof target === 'function' &&
          entity.prototype instanceof target)),
  );
  if (!relation) throw new Error(`${String(entity)} has no relation "${property}"`);
  const { type } = relation;
  return typeof type === 'function' ? (type as () => EntityTarget<ObjectLiteral>)() : type;
}

/** Shows the part; asks for the serializer not before the first row. */
export function throughGetter(shown: OutputField) {
  return (row: Row, request: RestRequest): unknown => {
    const value = row[shown.source!] as Row | null | undefined;
    return value ? shown.serializer!.represent(value, request)[PART] : null;
  };
}

/** The schema of the part, or null. */
export function throughSchema({ serializer }: OutputField): Schema {
  const { properties } = serializer!.schema() as { properties: Record<string, Schema> };
  const schema = properties[PART]!;
  if (schema.type === undefined) return schema;
  return { ...schema, type: [...new Set([schema.type, 'null'].flat())] };
}
