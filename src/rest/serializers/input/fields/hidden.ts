import type { QueryDict } from '../../../parsers/index.js';
import { EMPTY, InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';

/** A value that comes from its default, never from the data. DRF: rest_framework.fields.HiddenField */
export class HiddenInput<T> extends InputField<T, FieldOptions<T> & { default: unknown }> {
  override fromJson(): unknown {
    return EMPTY;
  }

  override fromForm(_form: QueryDict): unknown {
    return EMPTY;
  }

  /** Also for a PATCH: what the user may see of it does not change with the verb. */
  override async run(_data: unknown, run: FieldRun): Promise<unknown> {
    return this.defaultValue(run.context);
  }

  override schema(): Schema {
    return {};
  }

  protected override convert(): never {
    throw new Error('A hidden field has no data to convert');
  }
}
