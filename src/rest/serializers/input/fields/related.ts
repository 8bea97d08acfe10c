import type { EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ValidationError } from '../../../exceptions.js';
import type { ValidationContext } from '../context.js';
import type { EntityClass } from '../lookups.js';
import { isNumber, parseInteger, str, truncate, typeName } from '../python.js';
import { InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';

/** Types of columns whose keys are text. */
const TEXT_KEYS: ReadonlySet<unknown> = new Set(['varchar', 'char', 'text', 'uuid', String]);

/** A primary key: a number or, where the entity's key is text, a string. */
export type PrimaryKey = number | string;

export interface PrimaryKeyRelatedFieldOptions extends FieldOptions<
  PrimaryKey,
  'does_not_exist' | 'incorrect_type'
> {
  /** Narrows what may be referred to, e.g. to rows of the user; default: every row. */
  readonly queryset?: (
    query: SelectQueryBuilder<ObjectLiteral>,
    context: ValidationContext,
  ) => unknown;
}

/**
 * The primary key of a row that exists. The value is the key, not the row: reading the row is left
 * to those who need it, and to the moment when it is locked.
 *
 * DRF: rest_framework.relations.PrimaryKeyRelatedField
 */
export class PrimaryKeyRelatedInput extends InputField<PrimaryKey, PrimaryKeyRelatedFieldOptions> {
  override readonly type = 'field';
  protected override readonly wordings = {
    does_not_exist: 'PrimaryKeyRelatedField.does_not_exist',
    incorrect_type: 'PrimaryKeyRelatedField.incorrect_type',
  } as const;

  constructor(
    private readonly entity: () => EntityClass,
    options?: PrimaryKeyRelatedFieldOptions,
  ) {
    super(options);
  }

  override run(data: unknown, run: FieldRun): Promise<unknown> {
    return super.run(data === '' ? null : data, run);
  }

  override schema(): Schema {
    return { type: 'integer', description: `Primary key of ${this.entity().name}` };
  }

  protected override convert(data: unknown, run: FieldRun): PrimaryKey {
    const entity = this.entity();
    const key = primaryKey(data, run.context.manager.dataSource.getMetadata(entity));
    if (key === undefined) this.fail('incorrect_type', { data_type: typeName(data) });
    const { queryset } = this.options;
    const error = this.text('does_not_exist', { pk_value: str(data) });
    // No row has a key that large; the nearest number would be somebody else's.
    if (typeof key === 'bigint') throw new ValidationError(error);
    run.object.ask({ kind: 'exists', entity, key, queryset, path: run.path, error });
    return key;
  }
}

/** The key as the column keeps it; undefined if such data cannot be a key. */
function primaryKey(data: unknown, metadata: EntityMetadata): PrimaryKey | bigint | undefined {
  if (typeof data !== 'string' && !isNumber(data)) return undefined;
  if (TEXT_KEYS.has(metadata.primaryColumns[0]?.type)) return str(data);
  const value = typeof data === 'string' ? parseInteger(data) : truncate(data);
  if (value === undefined) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
