import type { Wording } from '../../../i18n/wording.js';
import { ParseError, ValidationError, type ErrorDetail } from '../../../exceptions.js';
import { JsonFloat, QueryDict, UploadedFile } from '../../../parsers/index.js';
import { parseJson } from '../../../parsers/json/parse-json.js';
import type { ValidationContext } from '../context.js';
import { typeName } from '../python.js';
import {
  EMPTY,
  InputField,
  type DeclaredField,
  type FieldOptions,
  type FieldRun,
  type Schema,
} from './field.js';

export interface DictFieldOptions<T = unknown> extends FieldOptions<
  Record<string, T>,
  'not_a_dict' | 'empty'
> {
  /** What every value must be; default: any JSON. */
  readonly child?: InputField<T>;
  /** A dictionary without items is accepted; default: yes. */
  readonly allowEmpty?: boolean;
}

/**
 * Values by text keys; the errors of values are listed by key.
 *
 * DRF: rest_framework.fields.DictField
 */
export class DictInput<T> extends InputField<Record<string, T>, DictFieldOptions<T>> {
  override readonly type = 'nested object';
  protected override readonly wordings = {
    not_a_dict: 'DictField.not_a_dict',
    empty: 'DictField.empty',
  } as const;
  private readonly child: DeclaredField;

  constructor(options: DictFieldOptions<T> = {}) {
    super(options);
    this.child = options.child ?? new JsonInput({ allowNull: true });
  }

  /** A form has `name.key` for each. DRF: html.parse_html_dict */
  override fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    const items = membersOf(form, `${name}.`);
    const names = [...items.names()];
    if (names.length === 0) return super.fromForm(form, name, context);
    return Object.fromEntries(names.map((key) => [key, items.get(key)]));
  }

  override info(wording?: Wording): Record<string, unknown> {
    const { child } = this;
    return {
      child: {
        type: child.type,
        required: child.required,
        read_only: false,
        ...child.info(wording),
      },
    };
  }

  override schema(): Schema {
    return {
      type: 'object',
      additionalProperties: this.child.schema(),
      ...(this.options.allowEmpty === false && { minProperties: 1 }),
    };
  }

  protected override async convert(data: unknown, run: FieldRun): Promise<Record<string, T>> {
    const input_type = typeName(data);
    if (input_type !== 'dict') this.fail('not_a_dict', { input_type });
    const entries = Object.entries(data as object);
    if (entries.length === 0 && this.options.allowEmpty === false) this.fail('empty');
    const values: [string, T][] = [];
    const errors: [string, ErrorDetail][] = [];
    for (const [key, item] of entries) {
      try {
        const inside = { ...run, rules: undefined, path: [...run.path, key] };
        const value = await this.child.run(item, inside);
        if (value !== EMPTY) values.push([key, value as T]);
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        errors.push([key, error.detail]);
      }
    }
    if (errors.length > 0) throw new ValidationError(Object.fromEntries(errors));
    return Object.fromEntries(values);
  }
}

/** The values of a form whose names begin so, by the rest of their names. */
export function membersOf(form: QueryDict, prefix: string): QueryDict {
  const members = new QueryDict();
  for (const name of form.names()) {
    if (!name.startsWith(prefix) || name === prefix) continue;
    for (const value of form.getAll(name)) members.append(name.slice(prefix.length), value);
  }
  return members;
}

/** JSON in the text of a form. */
class JsonText {
  constructor(readonly text: string) {}
}

/** Deeper data are refused: databases and whoever walks through them give up. */
const MAX_DEPTH = 64;

/** Any JSON. DRF: rest_framework.fields.JSONField */
export class JsonInput extends InputField<unknown, FieldOptions<unknown, 'invalid'>> {
  protected override readonly wordings = { invalid: 'JSONField.invalid' } as const;

  override fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    const value = form.get(name);
    return typeof value === 'string' ? new JsonText(value) : super.fromForm(form, name, context);
  }

  override schema(): Schema {
    return {};
  }

  protected override convert(data: unknown): unknown {
    return this.plain(data instanceof JsonText ? this.parsed(data.text) : data, 0);
  }

  private parsed(text: string): unknown {
    try {
      return parseJson(Buffer.from(text));
    } catch (error) {
      if (error instanceof ParseError) this.fail('invalid');
      throw error;
    }
  }

  /** The data with plain numbers, and nothing that a database could not store. */
  private plain(data: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH || data instanceof UploadedFile) this.fail('invalid');
    if (typeof data === 'string' && /\p{Surrogate}/u.test(data)) this.fail('invalid');
    if (typeof data === 'bigint' || typeof data === 'number' || data instanceof JsonFloat) {
      const number = Number(data);
      return Number.isFinite(number) ? number : this.fail('invalid');
    }
    if (typeof data !== 'object' || data === null) return data;
    if (Array.isArray(data)) return data.map((item) => this.plain(item, depth + 1));
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        this.plain(key, depth) as string,
        this.plain(value, depth + 1),
      ]),
    );
  }
}
