import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';
import type { Choice, Text } from '../../rest/index.js';
import type { ExtraField, FieldDeclaration } from '../declarations.js';
import type { FieldKind } from '../kinds.js';
import { wireName } from './names.js';

type EntityClass = new () => object;

/** A field of a form, as it follows from the entity's column and the declaration. */
export interface AdminField {
  /** On the wire. */
  readonly name: string;
  /** As declared: a column, or the relation to other rows. */
  readonly property: string;
  /** What is written: the column, for a related row that of its key. */
  readonly source: string;
  readonly kind: FieldKind;
  readonly label: Text | undefined;
  readonly help: Text | undefined;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly blank: boolean;
  readonly readOnly: boolean;
  readonly addOnly: boolean;
  readonly unique: boolean;
  readonly maxLength: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly choices: readonly Choice[] | undefined;
  readonly default: unknown;
  /** The entity of a related row. */
  readonly target: EntityClass | undefined;
}

/** What pictures are called. */
const PICTURE = /image|picture|poster|photo|avatar/i;
/** Most that a text column of MySQL keeps, in bytes, with some room. */
export const TEXT_BYTES = 60_000;

const KINDS: ReadonlyMap<unknown, FieldKind> = new Map<unknown, FieldKind>([
  ['int', 'integer'],
  ['integer', 'integer'],
  ['smallint', 'integer'],
  [Number, 'integer'],
  ['boolean', 'boolean'],
  [Boolean, 'boolean'],
  ['date', 'date'],
  ['datetime', 'datetime'],
  [Date, 'datetime'],
  ['decimal', 'decimal'],
  ['text', 'textarea'],
  ['json', 'json'],
  ['simple-json', 'json'],
  ['varchar', 'text'],
  ['char', 'text'],
  [String, 'text'],
]);

/**
 * The field of a property.
 *
 * DJANGO: django.forms.models.fields_for_model
 *
 * @throws Error when the entity has no such property
 */
export function fieldOf(
  metadata: EntityMetadata,
  property: string,
  declared: FieldDeclaration = {},
): AdminField {
  const relation = metadata.findRelationWithPropertyPath(property);
  if (relation) return relationField(relation, declared);
  const column = metadata.findColumnWithPropertyName(property);
  if (!column) throw new Error(`${metadata.name} has no property "${property}"`);
  return columnField(metadata, column, declared);
}

/** A field that is no column of the entity. */
export function extraField(
  name: string,
  declared: Omit<ExtraField, 'choices'>,
  choices?: readonly Choice[],
  target?: EntityClass,
): AdminField {
  const { kind, required = false, blank = !required, readOnly = false } = declared;
  return {
    ...common(declared),
    name,
    property: name,
    source: name,
    kind,
    nullable: false,
    blank,
    required: required && !readOnly,
    unique: false,
    maxLength: declared.maxLength,
    min: declared.min,
    choices,
    default:
      declared.default ?? (kind === 'many_related' || kind === 'multiple_choice' ? [] : undefined),
    target,
  };
}

function columnField(
  metadata: EntityMetadata,
  column: ColumnMetadata,
  declared: FieldDeclaration,
): AdminField {
  const { propertyName, isNullable: nullable } = column;
  const kind = declared.kind ?? kindOf(column, declared);
  const isText = kind === 'text' || kind === 'textarea' || kind === 'rich_text';
  const fallback = declared.default ?? defaultOf(column);
  const blank = declared.blank ?? (isText && fallback === '');
  return {
    ...common(declared),
    name: wireName(propertyName),
    property: propertyName,
    source: propertyName,
    kind,
    nullable,
    blank,
    required:
      declared.required ?? (!nullable && !blank && fallback === undefined && kind !== 'boolean'),
    unique: isUnique(metadata, column),
    maxLength: declared.maxLength ?? (isText && column.length ? Number(column.length) : undefined),
    min: declared.min ?? (kind === 'money' ? 0 : undefined),
    default: fallback ?? emptyValue(kind, nullable, isText && blank),
    target: undefined,
  };
}

/** What is stored where a form leaves out what may be left out. DJANGO: CharField.empty_value */
function emptyValue(
  kind: FieldKind,
  nullable: boolean,
  mayBeBlank: boolean,
): '' | false | undefined {
  if (nullable) return undefined;
  if (kind === 'boolean') return false;
  return mayBeBlank ? '' : undefined;
}

function relationField(relation: RelationMetadata, declared: FieldDeclaration): AdminField {
  const { propertyName } = relation;
  if (relation.isOneToMany) {
    throw new Error(`${relation.entityMetadata.name}.${propertyName} is to be an inline`);
  }
  const nullable = !relation.isManyToMany && (relation.joinColumns[0]?.isNullable ?? false);
  return {
    ...common(declared),
    name: wireName(propertyName),
    property: propertyName,
    source: relation.isManyToMany ? propertyName : relation.joinColumns[0]!.propertyName,
    kind: relation.isManyToMany ? 'many_related' : 'related',
    nullable,
    blank: false,
    required: declared.required ?? (!nullable && !relation.isManyToMany),
    unique: false,
    maxLength: undefined,
    min: undefined,
    default: declared.default ?? (relation.isManyToMany ? [] : undefined),
    target: relation.inverseEntityMetadata.target as EntityClass,
  };
}

function common(declared: FieldDeclaration) {
  const { label, help, readOnly = false, addOnly = false, max, choices } = declared;
  return { label, help, readOnly, addOnly, max, choices };
}

function kindOf(column: ColumnMetadata, { choices }: FieldDeclaration): FieldKind {
  if (choices) return 'choice';
  const kind = KINDS.get(column.type);
  if (!kind) {
    throw new Error(`${column.entityMetadata.name}.${column.propertyName} needs a kind of field`);
  }
  if (kind === 'integer' && column.propertyName.endsWith('Cents')) return 'money';
  return kind === 'text' && PICTURE.test(column.propertyName) ? 'image' : kind;
}

function defaultOf({ default: declared }: ColumnMetadata): unknown {
  return typeof declared === 'function' || declared === null ? undefined : declared;
}

function isUnique(metadata: EntityMetadata, column: ColumnMetadata): boolean {
  const isAlone = (columns: readonly ColumnMetadata[]): boolean =>
    columns.length === 1 && columns[0] === column;
  return (
    metadata.uniques.some(({ columns }) => isAlone(columns)) ||
    metadata.indices.some(({ columns, isUnique: unique }) => unique && isAlone(columns))
  );
}
