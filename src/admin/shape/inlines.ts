import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import { Field, IntegerInput, type DtoClass, type Text } from '../../rest/index.js';
import type { Inline } from '../declarations.js';
import { fieldOf, type AdminField } from './fields.js';
import { makeInput } from './inputs.js';
import { wireName } from './names.js';

/** Rows that are edited with their object, as they follow from the declaration. */
export interface AdminInline {
  /** On the wire. */
  readonly name: string;
  readonly property: string;
  readonly label: Text;
  readonly style: 'tabular' | 'stacked';
  readonly extra: number;
  readonly min: number;
  readonly max: number;
  readonly readOnly: boolean;
  readonly fields: readonly AdminField[];
  readonly entity: new () => object;
  readonly input: DtoClass;
}

/** Rows of one inline at most, unless it says otherwise. */
const MOST_ROWS = 100;

/** @throws Error when there is no such relation, or the other entity has no such property */
export function inlineOf(metadata: EntityMetadata, declared: Inline<ObjectLiteral>): AdminInline {
  const relation = metadata.findRelationWithPropertyPath(declared.relation);
  if (!relation?.isOneToMany) {
    throw new Error(`${metadata.name} has no to-many relation "${declared.relation}"`);
  }
  const other = relation.inverseEntityMetadata;
  const fields = declared.fields.map((property) => {
    const given = declared.declared?.[property] ?? {};
    return fieldOf(other, property, declared.readOnly ? { ...given, readOnly: true } : given);
  });
  const writable = fields.filter(({ readOnly }) => !readOnly);
  return {
    name: wireName(declared.relation),
    property: declared.relation,
    label: declared.label,
    style: declared.style ?? 'tabular',
    extra: declared.extra ?? 0,
    min: declared.min ?? 0,
    max: declared.max ?? MOST_ROWS,
    readOnly: declared.readOnly ?? false,
    fields,
    entity: other.target as new () => object,
    input: withKey(makeInput(other, writable.map(withoutUnique))),
  };
}

/** Rows of an inline are changed by their key. */
function withKey(dto: DtoClass): DtoClass {
  Field(new IntegerInput({ required: false, allowNull: true }))(dto.prototype, 'id');
  return dto;
}

/** A stored row would be refused for having its own value. */
function withoutUnique(field: AdminField): AdminField {
  return { ...field, unique: false };
}
