import { getMetadataArgsStorage, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { ColumnMetadataArgs } from 'typeorm/metadata-args/ColumnMetadataArgs.js';
import type { Schema } from './fields.js';

/**
 * JSON Schema of a column, read from the entity's declaration.
 *
 * @param declared what the field says of its values, when the column does not tell
 */
export function columnSchema(
  entity: EntityTarget<ObjectLiteral>,
  property: string,
  declared?: Schema,
): Schema {
  const column = getMetadataArgsStorage().columns.find(
    (candidate) => candidate.propertyName === property && inherits(entity, candidate.target),
  );
  if (!column && !declared) throw new Error(`${String(entity)} has no column "${property}"`);
  const schema = declared ?? typeSchema(column!);
  return column?.options.nullable ? orNull(schema) : schema;
}

/** Whether the object at the other end of a to-one relation is always there. */
export function isRequiredRelation(entity: EntityTarget<ObjectLiteral>, property: string): boolean {
  const relation = getMetadataArgsStorage().relations.find(
    (candidate) => candidate.propertyName === property && inherits(entity, candidate.target),
  );
  return relation?.options.nullable === false;
}

/** A schema that null meets as well. */
export function orNull(schema: Schema): Schema {
  if (schema.type === undefined) return { anyOf: [schema, { type: 'null' }] };
  const type = [...new Set([schema.type, 'null'].flat())];
  const choices = schema.enum as readonly unknown[] | undefined;
  return { ...schema, type, ...(choices && { enum: [...new Set([...choices, null])] }) };
}

function inherits(entity: EntityTarget<ObjectLiteral>, target: unknown): boolean {
  return (
    entity === target ||
    (typeof entity === 'function' &&
      typeof target === 'function' &&
      entity.prototype instanceof target)
  );
}

function typeSchema({ options }: ColumnMetadataArgs): Schema {
  switch (options.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'varchar':
      return { type: 'string', maxLength: Number(options.length) };
    case 'text':
    case 'char':
    case 'uuid':
      return { type: 'string' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'time':
      return { type: 'string', format: 'time' };
    case 'json':
    case 'simple-json':
      return {};
    case 'float':
    case 'double':
      return { type: 'number' };
    case 'int':
    case Number:
    case undefined:
      return { type: 'integer' };
    default:
      throw new Error(`a field of column type ${String(options.type)} needs a schema of its own`);
  }
}
