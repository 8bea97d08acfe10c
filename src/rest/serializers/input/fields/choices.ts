import { JsonFloat } from '../../../parsers/index.js';
import type { QueryDict } from '../../../parsers/index.js';
import type { ValidationContext } from '../context.js';
import { PLAIN_ENGLISH, type Wording } from '../../../i18n/wording.js';
import { choiceSchema, namedChoices, type Choice } from '../../choices.js';
import { str, typeName } from '../python.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

/** In lower case. */
const TRUE: ReadonlySet<unknown> = new Set(['t', 'y', 'yes', 'true', 'on', '1', 1]);
const FALSE: ReadonlySet<unknown> = new Set(['f', 'n', 'no', 'false', 'off', '0', 0]);
const NULL: ReadonlySet<unknown> = new Set(['null', '']);

/** True or false, in any of the usual spellings, upper and lower case alike. DRF: rest_framework.fields.BooleanField */
export class BooleanInput extends InputField<boolean, FieldOptions<boolean, 'invalid'>> {
  override readonly type = 'boolean';
  protected override readonly wordings = { invalid: 'BooleanField.invalid' } as const;

  override schema(): Schema {
    return { type: 'boolean' };
  }

  protected override convert(data: unknown): boolean | null {
    if (typeof data === 'boolean') return data;
    const number = data instanceof JsonFloat ? data.valueOf() : data;
    const value = typeof number === 'string' ? number.toLowerCase() : number;
    if (TRUE.has(value)) return true;
    if (FALSE.has(value)) return false;
    if (this.options.allowNull && NULL.has(value)) return null;
    return this.fail('invalid');
  }

  /** A browser does not send a check box that is not ticked. */
  protected override absentFromForm(): unknown {
    if ('default' in this.options) return super.absentFromForm();
    return this.options.allowNull ? null : false;
  }
}

export interface ChoiceFieldOptions extends FieldOptions<string | number, 'invalid_choice'> {
  readonly choices: readonly Choice[];
  /** The empty string is accepted; default: no. */
  readonly allowBlank?: boolean;
}

/** One of some values, itself or its text. DRF: rest_framework.fields.ChoiceField */
export class ChoiceInput extends InputField<string | number, ChoiceFieldOptions> {
  override readonly type = 'choice';
  protected override readonly wordings = { invalid_choice: 'ChoiceField.invalid_choice' } as const;
  private readonly values: ReadonlyMap<string, string | number>;

  constructor(options: ChoiceFieldOptions) {
    super(options);
    this.values = new Map(namedChoices(options.choices).map(([value]) => [String(value), value]));
  }

  override info(wording: Wording = PLAIN_ENGLISH): Record<string, unknown> {
    if (!this.isWritable) return {};
    const choices = namedChoices(this.options.choices).map(([value, name]) => ({
      value,
      display_name: wording.text(name),
    }));
    return { choices };
  }

  override schema(): Schema {
    return choiceSchema(this.options.choices);
  }

  /** The choice that is written so. */
  choiceOf(text: string): string | number | undefined {
    return this.values.get(text);
  }

  /** Every value there is. */
  all(): (string | number)[] {
    return [...this.values.values()];
  }

  protected override convert(data: unknown): string | number {
    if (data === '' && this.allowsBlank) return '';
    const input = str(data);
    return this.choiceOf(input) ?? this.fail('invalid_choice', { input });
  }

  protected override get allowsBlank(): boolean {
    return this.options.allowBlank ?? false;
  }
}

export interface MultipleChoiceFieldOptions extends FieldOptions<
  (string | number)[],
  'invalid_choice' | 'not_a_list' | 'empty'
> {
  readonly choices: readonly Choice[];
  /** No choice at all is accepted; default: yes. */
  readonly allowEmpty?: boolean;
}

/**
 * Some of several values, each once, in the order of the choices.
 *
 * DRF: rest_framework.fields.MultipleChoiceField
 */
export class MultipleChoiceInput extends InputField<
  (string | number)[],
  MultipleChoiceFieldOptions
> {
  override readonly type = 'multiple choice';
  protected override readonly wordings = {
    invalid_choice: 'ChoiceField.invalid_choice',
    not_a_list: 'ListField.not_a_list',
    empty: 'MultipleChoiceField.empty',
  } as const;
  private readonly one: ChoiceInput;

  constructor(options: MultipleChoiceFieldOptions) {
    super(options);
    this.one = new ChoiceInput({ choices: options.choices });
  }

  /** A form repeats the name; without any choice it does not come. */
  override fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    return form.has(name) || !context.partial
      ? [...form.getAll(name)]
      : super.fromForm(form, name, context);
  }

  override info(wording?: Wording): Record<string, unknown> {
    return this.isWritable ? this.one.info(wording) : {};
  }

  override schema(): Schema {
    const { allowEmpty } = this.options;
    return {
      type: 'array',
      uniqueItems: true,
      items: this.one.schema(),
      ...(allowEmpty === false && { minItems: 1 }),
    };
  }

  protected override convert(data: unknown): (string | number)[] {
    if (!Array.isArray(data)) this.fail('not_a_list', { input_type: typeName(data) });
    if (data.length === 0 && this.options.allowEmpty === false) this.fail('empty');
    const chosen = new Set<string | number>();
    for (const item of data) {
      const input = str(item);
      const value = this.one.choiceOf(input);
      chosen.add(value ?? this.fail('invalid_choice', { input }));
    }
    return this.one.all().filter((value) => chosen.has(value));
  }
}
