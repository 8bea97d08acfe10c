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

  /** A PATCH changes what was sent and nothing else. */
  override async run(_data: unknown, run: FieldRun): Promise<unknown> {
    return run.context.partial ? EMPTY : this.defaultValue(run.context);
  }

  override schema(): Schema {
    return {};
  }

  protected override convert(): never {
    throw new Error('A hidden field has no data to convert');
  }
}
