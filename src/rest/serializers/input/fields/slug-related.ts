import { isNumber, str } from '../python.js';
import type { EntityClass } from '../lookups.js';
import {
  InputField,
  type FieldOptions,
  type FieldRelation,
  type FieldRun,
  type Schema,
} from './field.js';
import type { PrimaryKey, PrimaryKeyRelatedFieldOptions } from './related.js';

export interface SlugRelatedFieldOptions extends FieldOptions<
  PrimaryKey,
  'does_not_exist' | 'invalid'
> {
  /** Narrows what may be referred to; default: every row. */
  readonly queryset?: PrimaryKeyRelatedFieldOptions['queryset'];
}

/**
 * A row that is told by a unique column. The value is its key as soon as the database has been
 * asked; validators see what was sent.
 *
 * DRF: rest_framework.relations.SlugRelatedField
 */
export class SlugRelatedInput extends InputField<PrimaryKey, SlugRelatedFieldOptions> {
  override readonly type = 'field';
  protected override readonly wordings = {
    does_not_exist: 'SlugRelatedField.does_not_exist',
    invalid: 'SlugRelatedField.invalid',
  } as const;

  constructor(
    private readonly entity: () => EntityClass,
    private readonly slugField: string,
    options?: SlugRelatedFieldOptions,
  ) {
    super(options);
  }

  override get relation(): FieldRelation {
    const { entity, slugField: property } = this;
    return { entity, property, queryset: this.options.queryset };
  }

  override run(data: unknown, run: FieldRun): Promise<unknown> {
    return super.run(data === '' ? null : data, run);
  }

  override schema(): Schema {
    return { type: 'string', description: `\`${this.slugField}\` of ${this.entity().name}` };
  }

  protected override convert(data: unknown, run: FieldRun): PrimaryKey {
    if (typeof data !== 'string' && !isNumber(data)) this.fail('invalid');
    const value = str(data);
    const { path, object, isOneOfMany: first } = run;
    object.ask({
      kind: 'find',
      entity: this.entity(),
      property: this.slugField,
      value,
      queryset: this.options.queryset,
      path,
      first,
      found: run.found ?? ((key) => object.put(path[0] as string, key)),
      error: this.text('does_not_exist', { slug_name: this.slugField, value }),
    });
    return value;
  }
}
