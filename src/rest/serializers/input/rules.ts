import type { MetadataStorage } from 'class-validator';
import type { ErrorDetail } from '../../exceptions.js';
import { renderText, withCode, type Text } from '../../i18n/messages.js';
import {
  getMetadataStorage,
  registerDecorator,
  ValidationTypes,
  ValidationUtils,
} from './class-validator.js';
import type { DeclaredField, FieldCheck } from './fields/field.js';

type Metadata = ReturnType<MetadataStorage['getTargetValidationMetadatas']>[number];

/** Tells what is wrong with a value of an object, if anything. */
export interface Rule {
  problem(this: void, value: unknown, object: object): Text | undefined | Promise<Text | undefined>;
}

/** The rules of one property, as class-validator's metadata have them. */
export interface PropertyRules {
  readonly rules: readonly Rule[];
  /** What is wrong inside the value, where `@ValidateNested` asks for it. */
  readonly inside?: (value: unknown) => Promise<ErrorDetail | undefined>;
}

/** Marks the metadata of a field's own constraints among those of other decorators. */
class OwnConstraint {
  constructor(
    readonly field: DeclaredField,
    readonly check: FieldCheck,
  ) {}
}

/** Registers a field's constraints with class-validator. */
export function registerConstraints(target: Function, name: string, field: DeclaredField): void {
  for (const check of field.checks) {
    registerDecorator({
      name: check.name,
      target,
      propertyName: name,
      constraints: [...check.bounds],
      options: {
        context: new OwnConstraint(field, check),
        message: ({ value }) => renderText(check.problem(value) ?? '', 'en'),
      },
      validator: {
        validate: (value: unknown) =>
          value === null || value === undefined || check.problem(value) === undefined,
      },
    });
  }
}

/**
 * Compiles what class-validator knows about a property of a DTO: the constraints of its field, then
 * those of other decorators. Its `validate` reads all metadata again for every object.
 */
export function propertyRules(dto: Function, name: string, field: DeclaredField): PropertyRules {
  const others = metadataOf(dto, name).filter(({ context }) => !(context instanceof OwnConstraint));
  const conditions = others.filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION);
  const isAsked: Condition = (object, value) =>
    conditions.every(({ constraints }) => (constraints[0] as Condition)(object, value));
  const decorated = others
    .filter(({ constraintCls }) => constraintCls)
    .map((metadata) => decoratedRule(metadata, conditions.length > 0 ? isAsked : undefined));
  const isNested = others.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
  return {
    rules: [...ownRules(dto, name, field), ...decorated],
    ...(isNested && { inside: insideProblems }),
  };
}

type Condition = (object: object, value: unknown) => boolean;

function metadataOf(dto: Function, name: string): Metadata[] {
  return getMetadataStorage()
    .getTargetValidationMetadatas(dto, '', false, false)
    .filter(({ propertyName }) => propertyName === name);
}

/**
 * The constraints of the field itself. Wherever in the chain of classes it is declared: for
 * class-validator any decorator of a derived class would replace them.
 */
function ownRules(dto: Function, name: string, field: DeclaredField): Rule[] {
  for (
    let target: unknown = dto;
    typeof target === 'function' && target !== Function.prototype;
    target = Object.getPrototypeOf(target)
  ) {
    const own = metadataOf(target as Function, name)
      .map(({ context }) => context as unknown)
      .filter((context) => context instanceof OwnConstraint && context.field === field);
    if (own.length > 0) return (own as OwnConstraint[]).map(({ check }) => check);
  }
  return [];
}

/** One decorator of class-validator or of a project's own. */
function decoratedRule(metadata: Metadata, isAsked: Condition | undefined): Rule {
  const { validateIf } = metadata;
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls);
  if (!constraint) throw new Error(`no validator for ${metadata.name} of ${metadata.propertyName}`);
  const problem: Rule['problem'] = (value, object) => {
    if (isAsked && !isAsked(object, value)) return undefined;
    if (validateIf && !validateIf(object, value)) return undefined;
    const args = {
      value,
      object,
      constraints: metadata.constraints ?? [],
      targetName: object.constructor.name,
      property: metadata.propertyName,
    };
    const { instance } = constraint;
    const isEach = metadata.each && isCollection(value);
    const answers = (isEach ? itemsOf(value) : [value]).map((item) =>
      instance.validate(item, args),
    );
    const text = (isValid: boolean): Text | undefined =>
      isValid
        ? undefined
        : withCode(
            ValidationUtils.replaceMessageSpecialTokens(
              metadata.message || (instance.defaultMessage?.(args) ?? ''),
              args,
            ),
            metadata.name ?? 'invalid',
          );
    return answers.some((answer) => answer instanceof Promise)
      ? Promise.all(answers).then((all) => text(all.every(Boolean)))
      : text(answers.every(Boolean));
  };
  return { problem };
}

type Collection = readonly unknown[] | ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>;

function isCollection(value: unknown): value is Collection {
  return Array.isArray(value) || value instanceof Set || value instanceof Map;
}

function itemsOf(value: Collection): unknown[] {
  return [...value.values()];
}

/** What class-validator itself finds in the objects of a value. */
async function insideProblems(value: unknown): Promise<ErrorDetail | undefined> {
  const { validate } = await import('class-validator');
  const treeOf = (errors: Awaited<ReturnType<typeof validate>>): Record<string, ErrorDetail> =>
    Object.fromEntries(
      errors.map(({ property, constraints, children }) => [
        property,
        constraints ? Object.values(constraints) : treeOf(children ?? []),
      ]),
    );
  const problems = async (item: unknown): Promise<Record<string, ErrorDetail>> =>
    typeof item === 'object' && item !== null ? treeOf(await validate(item)) : {};
  if (!isCollection(value)) {
    const tree = await problems(value);
    return Object.keys(tree).length > 0 ? tree : undefined;
  }
  const trees = await Promise.all(itemsOf(value).map(problems));
  return trees.some((tree) => Object.keys(tree).length > 0) ? trees : undefined;
}
