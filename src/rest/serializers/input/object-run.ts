import { ValidationError, type ErrorDetail } from '../../exceptions.js';
import { message, Message, type Text } from '../../i18n/messages.js';
import { QueryDict } from '../../parsers/index.js';
import type { ValidationContext } from './context.js';
import { EMPTY, type FieldRun } from './fields/field.js';
import type { Lookup } from './lookups.js';
import { typeName } from './python.js';
import { rulesOf, shapeOf, sourceOf, type DtoClass, type Shape } from './registry.js';
import { uniqueFor } from './unique-for.js';
import { NO_RULES, uniqueTogether, type UniqueTogetherCheck } from './unique-together.js';

/** Hooks a DTO class may have, besides `validate_<field>(value, context)`. */
interface Hooks {
  /** DRF: Serializer.validate */
  validate?(context: ValidationContext): unknown;
}

type Path = readonly (string | number)[];

/** Objects deeper inside of one another are refused. */
const MAX_DEPTH = 16;

/** What has to be asked of the database, and whom the answer concerns. */
export interface Question {
  readonly lookup: Lookup;
  readonly object: ObjectRun;
}

/** Objects inside of one: a value of it, or the items of a list. */
interface Inside {
  readonly path: Path;
  readonly isList: boolean;
  readonly objects: readonly ObjectRun[];
}

/**
 * One object in the course of a validation, what is known and what is wrong so far. Its steps are
 * taken for nested objects too, so that all of them together cost one query.
 */
export class ObjectRun {
  readonly instance: Hooks & Record<string, unknown>;
  private readonly shape: Shape;
  private readonly errors = new Map<string, ErrorDetail>();
  private readonly unchecked: [name: string, check: () => Promise<void>][] = [];
  private readonly inside: Inside[] = [];
  private readonly refusedTogether: Text[] = [];
  private together: UniqueTogetherCheck = NO_RULES;
  /** Wrong as a whole: there are no fields to look at. */
  private failure: ErrorDetail | undefined;

  /** @param questions collects what is asked of the database for the object and those inside */
  constructor(
    private readonly dto: DtoClass,
    readonly context: ValidationContext,
    private readonly questions: Question[],
    private readonly depth = 0,
  ) {
    this.shape = shapeOf(dto);
    this.instance = Object.create(dto.prototype);
  }

  /** Takes the values from the data. DRF: Serializer.to_internal_value */
  async convert(data: unknown): Promise<void> {
    const { context } = this;
    if (this.depth > MAX_DEPTH) {
      this.failure = { non_field_errors: [message('invalid')] };
      return;
    }
    let input: QueryDict | Readonly<Record<string, unknown>>;
    try {
      input = mapping(data);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      this.failure = error.detail;
      return;
    }
    const values = this.instance;
    const rules = rulesOf(this.dto);
    for (const [name, field] of this.shape.fields) {
      if (!field.isWritable) continue;
      try {
        const raw =
          input instanceof QueryDict
            ? field.fromForm(input, name, context)
            : field.fromJson(input, name);
        const run: FieldRun = {
          context,
          path: [name],
          source: sourceOf(name, field),
          object: this,
          rules: rules.get(name),
        };
        const value = await field.run(raw, run);
        if (value !== EMPTY) values[name] = value;
      } catch (error) {
        this.note(name, error);
      }
    }
  }

  /** Puts a check off until the object has all its values. */
  whenConverted({ path }: FieldRun, check: () => Promise<void>): void {
    this.unchecked.push([String(path[0]), check]);
  }

  /** Objects inside of this one; nothing may be missing from those without a `newWithout`. */
  nest(
    dto: DtoClass,
    path: Path,
    data: readonly unknown[],
    isList: boolean,
    newWithout?: string,
  ): Promise<object[]> {
    const context = { ...this.context, instance: undefined };
    const objects = data.map((item) => {
      const isNew = newWithout !== undefined && !hasValue(item, newWithout);
      const own = isNew ? { ...context, partial: false } : context;
      return new ObjectRun(dto, own, this.questions, this.depth + 1);
    });
    this.inside.push({ path, isList, objects });
    return Promise.all(
      objects.map(async (object, index) => {
        if (isList && data[index] === null) object.failure = [message('null')];
        else await object.convert(data[index]);
        return object.instance;
      }),
    );
  }

  /** Gives a property its value after all. */
  put(name: string, value: unknown): void {
    this.instance[name] = value;
  }

  /** Asks something of the database; if it goes wrong the error is told. */
  ask(lookup: Lookup): void {
    this.questions.push({ lookup, object: this });
  }

  /** Applies the rules of all values, and asks what concerns several of them. */
  async check(): Promise<void> {
    for (const [name, check] of this.unchecked) {
      try {
        await check();
      } catch (error) {
        this.note(name, error);
      }
    }
    for (const { objects } of this.inside) for (const object of objects) await object.check();
    if (this.failure !== undefined || this.errors.size > 0) return;
    const { shape, context } = this;
    const values = this.instance;
    if (shape.uniqueTogether.length > 0) this.together = uniqueTogether(shape, values, context);
    if (shape.uniqueFor.length > 0 && !this.together.error) {
      const { lookups, error } = uniqueFor(shape, values, context);
      this.together = { lookups: [...this.together.lookups, ...lookups], error };
    }
    for (const lookup of this.together.lookups) this.ask(lookup);
  }

  /** What was asked went wrong. */
  refuse({ path, error, first }: Lookup): void {
    const add: Change = (told) =>
      told !== undefined && first ? told : [...(Array.isArray(told) ? told : []), error];
    if (path.length > 0) this.tell(path, add);
    else this.refusedTogether.push(error);
  }

  /**
   * Runs the hooks of what is right so far.
   *
   * @throws ValidationError
   */
  async finish(): Promise<void> {
    if (this.failure !== undefined) throw new ValidationError(this.failure);
    for (const inside of this.inside) await this.finishInside(inside);
    await this.runFieldHooks();
    this.throwErrors();
    if (this.together.error) throw this.together.error;
    if (this.refusedTogether.length > 0) throw ValidationError.nonField(...this.refusedTogether);
    await this.runHook();
  }

  /** DRF: ListSerializer.to_internal_value, which has an empty object for every item that is right */
  private async finishInside({ path, isList, objects }: Inside): Promise<void> {
    const details: ErrorDetail[] = [];
    for (const [index, object] of objects.entries()) {
      try {
        await object.finish();
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        details[index] = error.detail;
      }
    }
    if (details.length === 0) return;
    const list = objects.map((_, index) => details[index] ?? {});
    this.tell(path, () => (isList ? list : list[0]!));
  }

  /** `validate_<field>` of the DTO; what it returns, if anything, becomes the value. */
  private async runFieldHooks(): Promise<void> {
    const values = this.instance;
    for (const name of this.shape.fields.keys()) {
      const hook = values[`validate_${name}`];
      if (typeof hook !== 'function' || this.errors.has(name)) continue;
      if (!Object.hasOwn(values, name)) continue;
      try {
        const answer: unknown = hook.call(this.instance, values[name], this.context);
        const value: unknown = answer instanceof Promise ? await answer : answer;
        if (value !== undefined) values[name] = value;
      } catch (error) {
        this.note(name, error);
      }
    }
  }

  /** Throws what was found, in the order of declaration. */
  private throwErrors(): void {
    if (this.errors.size === 0) return;
    const ordered: Record<string, ErrorDetail> = {};
    for (const name of this.shape.fields.keys()) {
      const detail = this.errors.get(name);
      if (detail !== undefined) ordered[name] = detail;
    }
    throw new ValidationError(ordered);
  }

  /** The DTO's own `validate`; what it throws about no field is about the data as a whole. */
  private async runHook(): Promise<void> {
    try {
      await this.instance.validate?.(this.context);
    } catch (error) {
      if (error instanceof ValidationError && Array.isArray(error.detail)) {
        throw new ValidationError({ non_field_errors: error.detail }, { cause: error });
      }
      throw error;
    }
  }

  private note(name: string, error: unknown): void {
    if (!(error instanceof ValidationError)) throw error;
    this.errors.set(name, error.detail);
  }

  /** Changes what is told where the path leads, e.g. to one item of a list. */
  private tell([name, ...rest]: Path, change: Change): void {
    const field = String(name);
    this.errors.set(field, changed(this.errors.get(field), rest, change));
  }
}

type Change = (told: ErrorDetail | undefined) => ErrorDetail;

function changed(detail: ErrorDetail | undefined, path: Path, change: Change): ErrorDetail {
  const [step, ...rest] = path;
  if (step === undefined) return change(detail);
  const branch = isBranch(detail) ? detail : {};
  return { ...branch, [step]: changed(branch[step], rest, change) };
}

/** Whether an object that was sent has a value of that name. */
function hasValue(item: unknown, name: string): boolean {
  if (item instanceof QueryDict) return !['', undefined].includes(item.get(name) as string);
  const value = typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
  return value !== undefined && value !== null;
}

function isBranch(detail: ErrorDetail | undefined): detail is Record<string, ErrorDetail> {
  return typeof detail === 'object' && !Array.isArray(detail) && !(detail instanceof Message);
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
