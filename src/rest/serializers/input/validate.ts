import { ValidationError, type ErrorDetail } from '../../exceptions.js';
import { fillText, message, Message, type Text } from '../../i18n/messages.js';
import { QueryDict } from '../../parsers/index.js';
import { classValidatorErrors } from './class-validator.js';
import type { ValidationContext } from './context.js';
import { EMPTY, type DeclaredField } from './fields/field.js';
import { failedLookups, storedValue, type Lookup } from './lookups.js';
import { typeName } from './python.js';
import {
  shapeOf,
  sourceOf,
  type DtoClass,
  type Shape,
  type UniqueTogetherRule,
} from './registry.js';

/** Hooks a DTO class may have, besides `validate_<field>(value, context)`. */
interface Hooks {
  /** DRF: Serializer.validate */
  validate?(context: ValidationContext): unknown;
}

type FieldHook = (value: unknown, context: ValidationContext) => unknown;

/** Errors so far, by field. */
type Errors = Map<string, ErrorDetail>;

/**
 * Turns what a client sent into an object of the DTO class, or tells everything that is wrong with
 * it: first the errors of all fields (conversion, validators, look-ups in the database, then
 * `validate_<field>` hooks of fields that are right so far), then those of the data as a whole
 * (unique together, then the DTO's `validate` hook).
 *
 * @param data what `parseBody` gave
 * @returns an object that has the declared, writable fields that were sent or have a default
 * @throws ValidationError
 *
 * DRF: rest_framework.serializers.Serializer.run_validation
 */
export async function validate<T extends object>(
  dto: DtoClass<T>,
  data: unknown,
  context: ValidationContext,
): Promise<T> {
  const input = mapping(data);
  const shape = shapeOf(dto);
  const instance = Object.create(dto.prototype as object) as T;
  const values = instance as Record<string, unknown>;
  const errors: Errors = new Map();
  const lookups: Lookup[] = [];

  for (const [name, field] of shape.fields) {
    if (!field.isWritable) continue;
    await collect(errors, name, async () => {
      const raw =
        input instanceof QueryDict
          ? field.fromForm(input, name, context)
          : field.fromJson(input, name);
      const run = { context, path: [name], source: sourceOf(name, field), lookups };
      const value = await field.run(raw, run);
      if (value !== EMPTY) values[name] = value;
    });
  }
  for (const [name, texts] of await classValidatorErrors(instance)) {
    if (Object.hasOwn(values, name) && !errors.has(name)) errors.set(name, texts);
  }
  const together = errors.size === 0 ? uniqueTogether(shape, values, context) : NO_RULES;
  const failed = await failedLookups([...lookups, ...together.lookups], context);
  const failedTogether = failed.filter((lookup) => together.lookups.includes(lookup));
  for (const { path, error } of failed) {
    if (path.length > 0) addError(errors, path, error);
  }
  await runFieldHooks(shape, instance, errors, context);
  throwErrors(shape, errors);

  if (together.error) throw together.error;
  if (failedTogether.length > 0) {
    throw ValidationError.nonField(...failedTogether.map(({ error }) => error));
  }
  await runObjectHook(instance, context);
  return instance;
}

/** The data as something with named values. DRF: Serializer.to_internal_value */
function mapping(data: unknown): QueryDict | Readonly<Record<string, unknown>> {
  if (data instanceof QueryDict) return data;
  if (data === null || data === undefined) throw ValidationError.nonField(message('no_data'));
  const datatype = typeName(data);
  if (datatype !== 'dict') {
    throw ValidationError.nonField(message('Serializer.invalid', { datatype }));
  }
  return data as Readonly<Record<string, unknown>>;
}

async function collect(errors: Errors, name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    errors.set(name, error.detail);
  }
}

/** Adds a text where the path leads, e.g. to one item of a list. */
function addError(errors: Errors, path: readonly (string | number)[], text: Text): void {
  const [name, ...rest] = path as readonly [string, ...(string | number)[]];
  const tree = Object.fromEntries(errors) as Record<string, ErrorDetail>;
  tree[name] = withError(tree[name], rest, text);
  errors.set(name, tree[name]);
}

function withError(
  detail: ErrorDetail | undefined,
  path: readonly (string | number)[],
  text: Text,
): ErrorDetail {
  const [step, ...rest] = path;
  if (step === undefined) return Array.isArray(detail) ? [...(detail as Text[]), text] : [text];
  const branch = isBranch(detail) ? detail : {};
  return { ...branch, [step]: withError(branch[step], rest, text) };
}

function isBranch(detail: ErrorDetail | undefined): detail is Record<string, ErrorDetail> {
  return typeof detail === 'object' && !Array.isArray(detail) && !(detail instanceof Message);
}

/** `validate_<field>` of the DTO; what it returns, if anything, becomes the value. */
async function runFieldHooks(
  shape: Shape,
  instance: object,
  errors: Errors,
  context: ValidationContext,
): Promise<void> {
  const values = instance as Record<string, unknown>;
  for (const name of shape.fields.keys()) {
    const hook = values[`validate_${name}`];
    if (typeof hook !== 'function' || errors.has(name) || !Object.hasOwn(values, name)) continue;
    await collect(errors, name, async () => {
      const value: unknown = await (hook as FieldHook).call(instance, values[name], context);
      if (value !== undefined) values[name] = value;
    });
  }
}

/** Throws what was found, in the order of declaration. */
function throwErrors(shape: Shape, errors: Errors): void {
  if (errors.size === 0) return;
  const ordered: Record<string, ErrorDetail> = {};
  for (const name of shape.fields.keys()) {
    const detail = errors.get(name);
    if (detail !== undefined) ordered[name] = detail;
  }
  throw new ValidationError(ordered);
}

interface UniqueTogetherCheck {
  readonly lookups: readonly Lookup[];
  /** Fields that a rule needs are missing. */
  readonly error?: ValidationError;
}

const NO_RULES: UniqueTogetherCheck = { lookups: [] };

/** DRF: rest_framework.validators.UniqueTogetherValidator */
function uniqueTogether(
  shape: Shape,
  values: Readonly<Record<string, unknown>>,
  context: ValidationContext,
): UniqueTogetherCheck {
  const lookups: Lookup[] = [];
  const known = { ...readOnlyDefaults(shape, context), ...values };
  for (const rule of shape.uniqueTogether) {
    const missing = rule.fields.filter((name) => !Object.hasOwn(known, name));
    if (missing.length > 0 && !context.instance) {
      const required = missing.map((name) => [name, [message('required')]]);
      return { lookups, error: new ValidationError(Object.fromEntries(required)) };
    }
    const checked = rule.fields.map((name) => {
      const source = sourceOf(name, fieldOf(shape, name));
      const value = Object.hasOwn(known, name)
        ? known[name]
        : storedValue(context.manager, context.instance!, source);
      return [source, value] as const;
    });
    // null differs from every null. What was not loaded is left to the unique index.
    if (checked.some(([, value]) => value === null || value === undefined)) continue;
    lookups.push({
      kind: 'unique',
      entity: rule.entity(),
      values: Object.fromEntries(checked),
      path: [],
      error: uniqueTogetherText(rule),
    });
  }
  return { lookups };
}

/** What a violation of the rule is called. */
export function uniqueTogetherText({ fields, message: own }: UniqueTogetherRule): Text {
  return fillText(own ?? message('unique_together'), { field_names: fields.join(', ') });
}

/** Fields a client cannot send count with their defaults. DRF: Serializer._read_only_defaults */
function readOnlyDefaults(shape: Shape, context: ValidationContext): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, { isWritable, options }] of shape.fields) {
    if (isWritable || !('default' in options)) continue;
    const { default: value } = options;
    defaults[name] =
      typeof value === 'function'
        ? (value as (context: ValidationContext) => unknown)(context)
        : value;
  }
  return defaults;
}

function fieldOf(shape: Shape, name: string): DeclaredField {
  const field = shape.fields.get(name);
  if (!field) throw new Error(`UniqueTogether names ${name}, which is not a field`);
  return field;
}

/** The DTO's own `validate`; what it throws about no field is about the data as a whole. */
async function runObjectHook(instance: object & Hooks, context: ValidationContext): Promise<void> {
  try {
    await instance.validate?.(context);
  } catch (error) {
    if (error instanceof ValidationError && Array.isArray(error.detail)) {
      throw new ValidationError({ non_field_errors: error.detail }, { cause: error });
    }
    throw error;
  }
}
