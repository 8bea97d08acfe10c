import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ValidationError } from '../../../exceptions.js';
import {
  fillText,
  message,
  type MessageKey,
  type MessageParams,
  type Text,
  withCode,
} from '../../../i18n/messages.js';
import type { Wording } from '../../../i18n/wording.js';
import type { QueryDict } from '../../../parsers/index.js';
import type { Constraint } from '../constraints.js';
import type { ValidationContext, Validator } from '../context.js';
import type { EntityClass } from '../lookups.js';
import type { ObjectRun } from '../object-run.js';
import type { PropertyRules } from '../rules.js';

/** Stands for "not there": a value that was not sent, or a field the result leaves out. */
export const EMPTY = Symbol('empty');

/** A JSON schema. */
export type Schema = Record<string, unknown>;

/** What every field can be told. DRF: the core arguments of rest_framework.fields.Field */
export interface FieldOptions<T, Code extends string = never> {
  /** Must be sent, unless the request is a PATCH; default: yes without `default`. */
  readonly required?: boolean;
  /** null is accepted; default: no. */
  readonly allowNull?: boolean;
  /** Value when none was sent; a function is asked each time. */
  readonly default?: T | null | ((context: ValidationContext) => T | null);
  /** Shown but never taken from the data. */
  readonly readOnly?: boolean;
  /** Taken but never shown; for the documentation. */
  readonly writeOnly?: boolean;
  /**
   * Attribute the value is for; default: the field's own name. Dots lead into an embedded object,
   * and the attributes of a value whose source is `*` are those of the object itself.
   */
  readonly source?: string;
  /** Name for people; default: made from the field's name. */
  readonly label?: Text;
  readonly helpText?: Text;
  /** Shown in the API documentation. */
  readonly example?: unknown;
  /** Other wordings, by code; `{placeholders}` are filled. DRF: error_messages */
  readonly messages?: Readonly<Partial<Record<'required' | 'null' | 'unique' | Code, Text>>>;
  /** Run after the conversion; the errors of all are collected. */
  readonly validators?: readonly Validator<T>[];
  /** No other row of that entity may have the value in `source`. DRF: UniqueValidator */
  readonly unique?: () => EntityClass;
}

/** One field in the course of one validation. */
export interface FieldRun {
  readonly context: ValidationContext;
  /** Where the value is in the data; its errors go to the same place. */
  readonly path: readonly (string | number)[];
  readonly source: string;
  /** The object that the value is for. */
  readonly object: ObjectRun;
  /** The rules of the property; absent for the items of a value, which have their field's only. */
  readonly rules?: PropertyRules;
  /** Of several errors of a list only the first is told. */
  readonly isOneOfMany?: boolean;
  /** Told the key of a row that is looked for; default: it becomes the value of the property. */
  readonly found?: (key: number | string) => void;
}

/** Which rows a field's value names, and how. */
export interface FieldRelation {
  readonly entity: () => EntityClass;
  /** The value is a list of them. */
  readonly isMany?: boolean;
  /** Property by which a row is told; default: its key. */
  readonly property?: string;
  /** Path of the resource by whose URL a row is told. */
  readonly path?: string;
  /** Narrows what may be named. */
  readonly queryset?: (
    query: SelectQueryBuilder<ObjectLiteral>,
    context: ValidationContext,
  ) => unknown;
}

/** A bound or format of a field, to be registered with class-validator. */
export interface FieldCheck {
  readonly name: string;
  readonly bounds: readonly unknown[];
  /** What is wrong with the value, in the field's words. */
  problem(this: void, value: unknown): Text | undefined;
}

/** A field whatever its values are: what validation and documentation need of it. */
export interface DeclaredField {
  /** Kind of field in OPTIONS answers. DRF: SimpleMetadata.label_lookup */
  readonly type: string;
  readonly options: Omit<FieldOptions<never, string>, 'default'> & { readonly default?: unknown };
  readonly required: boolean;
  /** Whether the data may hold a value for it. */
  readonly isWritable: boolean;
  /** Its bounds and formats. */
  readonly checks: readonly FieldCheck[];
  /** The value in JSON data. DRF: Field.get_value */
  fromJson(data: Readonly<Record<string, unknown>>, name: string): unknown;
  /** The value in a form, where nothing but text exists. DRF: Field.get_value */
  fromForm(form: QueryDict, name: string, context: ValidationContext): unknown;
  /**
   * The value to keep, or EMPTY.
   *
   * @throws ValidationError
   *
   * DRF: Field.run_validation
   */
  run(data: unknown, run: FieldRun): Promise<unknown>;
  /** Further attributes in OPTIONS answers, in DRF's order. */
  info(wording?: Wording): Record<string, unknown>;
  /** The rows that a value names; undefined for a value that names none. */
  readonly relation: FieldRelation | undefined;
  /** What the value is for those who write it, where that is not the value itself. */
  attributes(value: unknown): unknown;
  /** JSON schema of the values it takes. */
  schema(): Schema;
}

/**
 * A field of an input serializer: takes a value from the data, converts and checks it.
 *
 * DRF: rest_framework.fields.Field
 */
export abstract class InputField<
  T = unknown,
  Options extends FieldOptions<T, string> = FieldOptions<T, string>,
> implements DeclaredField {
  readonly type: string = 'field';
  /** DRF: default_error_messages */
  protected readonly wordings: Readonly<Record<string, MessageKey>> = {};
  /** What the field itself demands, after the validators of the options. */
  protected readonly constraints: Constraint<T>[] = [];

  private ownChecks: readonly FieldCheck[] | undefined;

  constructor(readonly options: Options = {} as Options) {}

  get required(): boolean {
    const { required, readOnly } = this.options;
    return required ?? !('default' in this.options || readOnly);
  }

  get relation(): FieldRelation | undefined {
    return undefined;
  }

  get isWritable(): boolean {
    return !this.options.readOnly;
  }

  get checks(): readonly FieldCheck[] {
    this.ownChecks ??= this.constraints.map((constraint) => ({
      name: constraint.name,
      bounds: constraint.bounds,
      problem: (value) =>
        constraint.holds(value as T)
          ? undefined
          : this.text(constraint.code, constraint.params?.(value as T)),
    }));
    return this.ownChecks;
  }

  fromJson(data: Readonly<Record<string, unknown>>, name: string): unknown {
    return Object.hasOwn(data, name) ? data[name] : EMPTY;
  }

  fromForm(form: QueryDict, name: string, context: ValidationContext): unknown {
    if (!form.has(name)) return context.partial ? EMPTY : this.absentFromForm();
    const value = form.get(name);
    const { allowNull } = this.options;
    // A form has no other way to say null, or nothing.
    if (value !== '' || this.allowsBlank || (this.required && !allowNull)) return value;
    return allowNull ? null : EMPTY;
  }

  async run(data: unknown, run: FieldRun): Promise<unknown> {
    if (data === EMPTY) {
      if (run.context.partial) return EMPTY;
      if (this.required) this.fail('required');
      return this.defaultValue(run.context);
    }
    if (data === null) {
      if (!this.options.allowNull) this.fail('null');
      return null;
    }
    const converted = this.convert(data, run);
    const value = converted instanceof Promise ? await converted : converted;
    if (value === null) return null;
    // Rules may look at the other values of the object.
    if (run.rules) run.object.whenConverted(run, () => this.check(value, run));
    else await this.check(value, run);
    return value;
  }

  info(_wording?: Wording): Record<string, unknown> {
    return {};
  }

  attributes(value: unknown): unknown {
    return value;
  }

  abstract schema(): Schema;

  /** DRF: Field.to_internal_value */
  protected abstract convert(data: unknown, run: FieldRun): T | null | Promise<T | null>;

  /** DRF: Field.default_empty_html */
  protected absentFromForm(): unknown {
    return EMPTY;
  }

  /** Whether the empty text is a value. */
  protected get allowsBlank(): boolean {
    return false;
  }

  protected defaultValue(context: ValidationContext): unknown {
    if (!('default' in this.options)) return EMPTY;
    const value = this.options.default;
    return typeof value === 'function'
      ? (value as (context: ValidationContext) => T | null)(context)
      : value;
  }

  /** DRF: Field.run_validators */
  private async check(value: T, run: FieldRun): Promise<void> {
    const texts: Text[] = [];
    for (const validator of this.options.validators ?? []) {
      try {
        await validator(value, run.context);
      } catch (error) {
        if (!(error instanceof ValidationError) || !Array.isArray(error.detail)) throw error;
        texts.push(...(error.detail as Text[]));
      }
    }
    for (const { problem } of run.rules?.rules ?? this.checks) {
      const found = problem(value, run.object.instance);
      const text = found instanceof Promise ? await found : found;
      if (text !== undefined) texts.push(text);
    }
    if (texts.length > 0) throw new ValidationError(texts);
    const inside = await run.rules?.inside?.(value);
    if (inside) throw new ValidationError(inside);
    const { unique } = this.options;
    if (unique) {
      run.object.ask({
        kind: 'unique',
        entity: unique(),
        values: { [run.source]: value },
        path: run.path,
        error: this.text('unique'),
      });
    }
  }

  /** The wording of an error: the options' own or DRF's. */
  protected text(code: string, params: MessageParams = {}): Text {
    const own = this.options.messages?.[code as 'required'];
    const wording = own ?? message(this.wordings[code] ?? (code as MessageKey));
    return withCode(fillText(wording, params), code);
  }

  /** DRF: Field.fail */
  protected fail(code: string, params?: MessageParams): never {
    throw new ValidationError(this.text(code, params));
  }
}
