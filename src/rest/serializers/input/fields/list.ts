import type { Wording } from '../../../i18n/wording.js';
import { ValidationError, type ErrorDetail } from '../../../exceptions.js';
import type { QueryDict } from '../../../parsers/index.js';
import { maxItems, minItems } from '../constraints.js';
import type { ValidationContext } from '../context.js';
import { typeName } from '../python.js';
import { EMPTY, InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';
import { FileInput } from './file.js';

export interface ListFieldOptions<T = unknown> extends FieldOptions<
  T[],
  'not_a_list' | 'empty' | 'min_length' | 'max_length'
> {
  /** What every item must be, e.g. `new IntegerInput({ minValue: 1 })`. */
  readonly child: InputField<T>;
  /** A list without items is accepted; default: yes. */
  readonly allowEmpty?: boolean;
  /** In items. */
  readonly minLength?: number;
  /** In items. */
  readonly maxLength?: number;
}

/** A list; the errors of its items are listed by position. DRF: rest_framework.fields.ListField */
export class ListInput<T> extends InputField<T[], ListFieldOptions<T>> {
  override readonly type = 'list';
  protected override readonly wordings = {
    not_a_list: 'ListField.not_a_list',
    empty: 'ListField.empty',
    min_length: 'ListField.min_length',
    max_length: 'ListField.max_length',
  } as const;

  constructor(options: ListFieldOptions<T>) {
    super(options);
    if (options.maxLength !== undefined) this.constraints.push(maxItems(options.maxLength));
    if (options.minLength !== undefined) this.constraints.push(minItems(options.minLength));
  }

  /** A form repeats the name, or numbers it: `name[0]`. */
  override fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    if (form.has(name)) {
      const values = form.getAll(name);
      // An input in which no file was chosen sends an empty text.
      const isUnchosen = this.options.child instanceof FileInput && values.every((it) => it === '');
      return isUnchosen ? EMPTY : values;
    }
    const numbered = numberedItems(form, name);
    return numbered.length > 0 ? numbered : super.fromForm(form, name, context);
  }

  override info(wording?: Wording): Record<string, unknown> {
    const { child, minLength, maxLength } = this.options;
    return {
      ...(minLength !== undefined && { min_length: minLength }),
      ...(maxLength !== undefined && { max_length: maxLength }),
      child: {
        type: child.type,
        required: child.required,
        read_only: false,
        ...child.info(wording),
      },
    };
  }

  override schema(): Schema {
    const { child, allowEmpty, minLength = allowEmpty === false ? 1 : undefined } = this.options;
    const { maxLength } = this.options;
    return {
      type: 'array',
      items: child.schema(),
      ...(minLength !== undefined && { minItems: minLength }),
      ...(maxLength !== undefined && { maxItems: maxLength }),
    };
  }

  protected override async convert(data: unknown, run: FieldRun): Promise<T[]> {
    if (!Array.isArray(data)) this.fail('not_a_list', { input_type: typeName(data) });
    const { child, allowEmpty } = this.options;
    if (data.length === 0 && allowEmpty === false) this.fail('empty');
    // Before the items, unlike DRF: a list that is too long is not worth looking through.
    for (const { problem } of this.checks) {
      const text = problem(data);
      if (text !== undefined) throw new ValidationError(text);
    }
    const values: T[] = [];
    const errors: Record<string, ErrorDetail> = {};
    for (const [index, item] of data.entries()) {
      try {
        const value = await child.run(item, {
          ...run,
          rules: undefined,
          path: [...run.path, index],
        });
        if (value !== EMPTY) values.push(value as T);
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        errors[index] = error.detail;
      }
    }
    if (Object.keys(errors).length > 0) throw new ValidationError(errors);
    return values;
  }
}

/** The values of `name[3]`, `name[7]`, in the order of their numbers. DRF: html.parse_html_list */
function numberedItems(form: QueryDict, name: string): unknown[] {
  const items: [number: number, value: unknown][] = [];
  for (const key of form.names()) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    const number = key.slice(name.length + 1, -1);
    if (/^\d{1,15}$/.test(number)) items.push([Number(number), form.get(key)]);
  }
  return items.sort(([a], [b]) => a - b).map(([, value]) => value);
}
