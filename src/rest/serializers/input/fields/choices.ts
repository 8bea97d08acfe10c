import { JsonFloat } from '../../../parsers/index.js';
import { str } from '../python.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

const TRUE: ReadonlySet<unknown> = new Set(
  't T y Y yes Yes YES true True TRUE on On ON 1'.split(' '),
);
const FALSE: ReadonlySet<unknown> = new Set(
  'f F n N no No NO false False FALSE off Off OFF 0'.split(' '),
);
const NULL: ReadonlySet<unknown> = new Set(['null', 'Null', 'NULL', '']);

/** True or false, in any of the usual spellings. DRF: rest_framework.fields.BooleanField */
export class BooleanInput extends InputField<boolean, FieldOptions<boolean, 'invalid'>> {
  override readonly type = 'boolean';
  protected override readonly wordings = { invalid: 'BooleanField.invalid' } as const;

  override schema(): Schema {
    return { type: 'boolean' };
  }

  protected override convert(data: unknown): boolean | null {
    if (typeof data === 'boolean') return data;
    const value = data instanceof JsonFloat ? data.valueOf() : data;
    if (value === 1 || TRUE.has(value)) return true;
    if (value === 0 || FALSE.has(value)) return false;
    if (this.options.allowNull && NULL.has(value)) return null;
    return this.fail('invalid');
  }

  /** A browser does not send a check box that is not ticked. */
  protected override absentFromForm(): unknown {
    return 'default' in this.options || this.options.allowNull ? super.absentFromForm() : false;
  }
}

/** A choice, or a choice and its name for people. */
export type Choice = string | number | readonly [value: string | number, name: string];

export interface ChoiceFieldOptions extends FieldOptions<string | number, 'invalid_choice'> {
  readonly choices: readonly Choice[];
  /** The empty string is accepted; default: no. */
  readonly allowBlank?: boolean;
}

/** One of some values, itself or its text. DRF: rest_framework.fields.ChoiceField */
export class ChoiceInput extends InputField<string | number, ChoiceFieldOptions> {
  override readonly type = 'choice';
  protected override readonly wordings = { invalid_choice: 'ChoiceField.invalid_choice' } as const;
  private readonly choices: readonly (readonly [value: string | number, name: string])[];
  private readonly values: ReadonlyMap<string, string | number>;

  constructor(options: ChoiceFieldOptions) {
    super(options);
    this.choices = options.choices.map((choice) =>
      typeof choice === 'object' ? choice : [choice, String(choice)],
    );
    this.values = new Map(this.choices.map(([value]) => [String(value), value]));
  }

  override info(): Record<string, unknown> {
    if (!this.isWritable) return {};
    return { choices: this.choices.map(([value, name]) => ({ value, display_name: name })) };
  }

  override schema(): Schema {
    return { enum: this.choices.map(([value]) => value) };
  }

  protected override convert(data: unknown): string | number {
    if (data === '' && this.allowsBlank) return '';
    const input = str(data);
    const value = this.values.get(input);
    return value ?? this.fail('invalid_choice', { input });
  }

  protected override get allowsBlank(): boolean {
    return this.options.allowBlank ?? false;
  }
}
