import type { EntityMetadata } from 'typeorm';
import { ValidationError } from '../../../exceptions.js';
import { message, withCode, type Message, type MessageKey } from '../../../i18n/messages.js';
import type { QueryDict } from '../../../parsers/index.js';
import type { ValidationContext } from '../context.js';
import { isTextColumn, type EntityClass } from '../lookups.js';
import { isNumber, parseInteger, str, truncate, typeName } from '../python.js';
import {
  InputField,
  type FieldOptions,
  type FieldRelation,
  type FieldRun,
  type Schema,
} from './field.js';

/** A primary key: a number or, where the entity's key is text, a string. */
export type PrimaryKey = number | string;

export interface PrimaryKeyRelatedFieldOptions extends FieldOptions<
  PrimaryKey,
  'does_not_exist' | 'incorrect_type'
> {
  /** Narrows what may be referred to, e.g. to rows of the user; default: every row. */
  readonly queryset?: FieldRelation['queryset'];
  /**
   * Whether the row is asked for here; default: yes. Else whoever reads it anyway tells that there is
   * none, by {@link noSuchRow}.
   */
  readonly isAsked?: boolean;
}

/** What is said of a key that no row has. */
export function noSuchRow(key: PrimaryKey | bigint): Message {
  const wording = message('PrimaryKeyRelatedField.does_not_exist', { pk_value: key });
  return withCode(wording, 'does_not_exist');
}

/**
 * The primary key of a row that exists. The value is the key, not the row: reading the row is left
 * to those who need it, and to the moment when it is locked.
 *
 * DRF: rest_framework.relations.PrimaryKeyRelatedField
 */
export class PrimaryKeyRelatedInput extends InputField<PrimaryKey, PrimaryKeyRelatedFieldOptions> {
  override readonly type = 'field';
  protected override readonly wordings: Readonly<Record<string, MessageKey>> = {
    does_not_exist: 'PrimaryKeyRelatedField.does_not_exist',
    incorrect_type: 'PrimaryKeyRelatedField.incorrect_type',
  };

  constructor(
    private readonly entity: () => EntityClass,
    options?: PrimaryKeyRelatedFieldOptions,
  ) {
    super(options);
  }

  override get relation(): FieldRelation {
    return { entity: this.entity, queryset: this.options.queryset };
  }

  override run(data: unknown, run: FieldRun): Promise<unknown> {
    return super.run(data === '' ? null : data, run);
  }

  override schema(): Schema {
    return { type: 'integer', description: `Primary key of ${this.entity().name}` };
  }

  /** Whether such data can be a key at all. */
  protected fits(data: unknown, { context }: FieldRun): boolean {
    const metadata = context.manager.dataSource.getMetadata(this.entity());
    return primaryKey(data, metadata) !== undefined;
  }

  protected override convert(data: unknown, run: FieldRun): PrimaryKey {
    const entity = this.entity();
    const key = primaryKey(data, run.context.manager.dataSource.getMetadata(entity));
    if (key === undefined) this.fail('incorrect_type', { data_type: typeName(data) });
    const { queryset, isAsked = true } = this.options;
    const error = this.text('does_not_exist', { pk_value: str(data) });
    // No row has a key that large; the nearest number would be somebody else's.
    if (typeof key === 'bigint') throw new ValidationError(error);
    if (!isAsked) return key;
    const { path, isOneOfMany: first } = run;
    run.object.ask({ kind: 'exists', entity, key, queryset, path, first, error });
    return key;
  }
}

/** More keys are refused unless the options say otherwise. */
const MAX_KEYS = 1000;

export interface ManyRelatedFieldOptions extends FieldOptions<
  PrimaryKey[],
  'not_a_list' | 'empty' | 'max_length' | 'does_not_exist' | 'incorrect_type' | 'invalid'
> {
  /** A list without keys is accepted; default: yes. */
  readonly allowEmpty?: boolean;
  /** In keys; default: 1000. */
  readonly maxLength?: number;
}

/**
 * A list of related rows, each once. What is wrong with one of them is told of the whole.
 *
 * DRF: rest_framework.relations.ManyRelatedField
 */
export class ManyRelatedInput extends InputField<PrimaryKey[], ManyRelatedFieldOptions> {
  override readonly type = 'field';
  protected override readonly wordings = {
    not_a_list: 'ListField.not_a_list',
    empty: 'ListField.empty',
    max_length: 'ListField.max_length',
  } as const;

  /** @param child how one of them is told */
  constructor(
    private readonly child: InputField<PrimaryKey>,
    options: ManyRelatedFieldOptions = {},
  ) {
    super(options);
  }

  override get relation(): FieldRelation | undefined {
    const { relation } = this.child;
    return relation && { ...relation, isMany: true };
  }

  /** A form repeats the name; without any key it does not come. */
  override fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    return form.has(name) || !context.partial
      ? [...form.getAll(name)]
      : super.fromForm(form, name, context);
  }

  override schema(): Schema {
    const { allowEmpty, maxLength = MAX_KEYS } = this.options;
    return {
      type: 'array',
      items: this.child.schema(),
      ...(allowEmpty === false && { minItems: 1 }),
      maxItems: maxLength,
    };
  }

  override attributes(value: unknown): unknown {
    return [...new Set(value as PrimaryKey[])];
  }

  protected override async convert(data: unknown, run: FieldRun): Promise<PrimaryKey[]> {
    if (!Array.isArray(data)) this.fail('not_a_list', { input_type: typeName(data) });
    const { allowEmpty, maxLength = MAX_KEYS } = this.options;
    if (data.length === 0 && allowEmpty === false) this.fail('empty');
    if (data.length > maxLength) this.fail('max_length', { max_length: maxLength });
    const keys: PrimaryKey[] = [];
    for (const [index, item] of data.entries()) {
      const found = (key: PrimaryKey): void => {
        keys[index] = key;
      };
      const inside = { ...run, rules: undefined, isOneOfMany: true, found };
      keys[index] = (await this.child.run(item, inside)) as PrimaryKey;
    }
    return keys;
  }
}

/** The key as the column keeps it; undefined if such data cannot be a key. */
function primaryKey(data: unknown, metadata: EntityMetadata): PrimaryKey | bigint | undefined {
  if (typeof data !== 'string' && !isNumber(data)) return undefined;
  if (isTextColumn(metadata.primaryColumns[0]!)) return str(data);
  const value = typeof data === 'string' ? parseInteger(data) : truncate(data);
  if (value === undefined) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
