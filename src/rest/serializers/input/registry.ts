import type { Text } from '../../i18n/messages.js';
import type { DeclaredField } from './fields/field.js';
import type { EntityClass } from './lookups.js';
import { propertyRules, type PropertyRules } from './rules.js';

/** A class of input data. */
export type DtoClass<T extends object = object> = new () => T;

/** No two rows may agree in all of these fields. DRF: UniqueTogetherValidator */
export interface UniqueTogetherRule {
  readonly entity: () => EntityClass;
  /** Names of fields of the DTO. */
  readonly fields: readonly string[];
  readonly message?: Text;
}

/** No two rows of a day, month or year may agree in the field. DRF: BaseUniqueForValidator */
export interface UniqueForRule {
  readonly entity: () => EntityClass;
  readonly period: 'date' | 'month' | 'year';
  /** Names of fields of the DTO. */
  readonly field: string;
  readonly dateField: string;
  readonly message?: Text;
}

/** What is declared on a DTO class, its base classes included; bases come first. */
export interface Shape {
  readonly fields: ReadonlyMap<string, DeclaredField>;
  readonly uniqueFor: readonly UniqueForRule[];
  readonly uniqueTogether: readonly UniqueTogetherRule[];
}

interface Declarations {
  fields: Map<string, DeclaredField>;
  uniqueTogether: UniqueTogetherRule[];
  uniqueFor: UniqueForRule[];
}

const declarations = new WeakMap<object, Declarations>();
const shapes = new WeakMap<object, Shape>();

function declarationsOf(dto: object): Declarations {
  let own = declarations.get(dto);
  if (!own) declarations.set(dto, (own = { fields: new Map(), uniqueTogether: [], uniqueFor: [] }));
  return own;
}

/** Declares a field on a DTO class. */
export function declareField(dto: object, name: string, field: DeclaredField): void {
  declarationsOf(dto).fields.set(name, field);
}

/** Declares a rule over several fields on a DTO class. */
export function declareUniqueTogether(dto: object, rule: UniqueTogetherRule): void {
  declarationsOf(dto).uniqueTogether.unshift(rule);
}

/** Declares a rule over a field and a date on a DTO class. */
export function declareUniqueFor(dto: object, rule: UniqueForRule): void {
  declarationsOf(dto).uniqueFor.unshift(rule);
}

/** All that is declared on the class and its bases. */
export function shapeOf(dto: object): Shape {
  let shape = shapes.get(dto);
  if (!shape) shapes.set(dto, (shape = collect(dto)));
  return shape;
}

const rules = new WeakMap<DtoClass, ReadonlyMap<string, PropertyRules>>();

/** What class-validator knows of the fields, compiled at the first validation. */
export function rulesOf(dto: DtoClass): ReadonlyMap<string, PropertyRules> {
  let known = rules.get(dto);
  if (!known) {
    const { fields } = shapeOf(dto);
    known = new Map([...fields].map(([name, field]) => [name, propertyRules(dto, name, field)]));
    rules.set(dto, known);
  }
  return known;
}

function collect(dto: object): Shape {
  const base: object | null = Object.getPrototypeOf(dto);
  const inherited = base && base !== Function.prototype ? shapeOf(base) : undefined;
  const own = declarations.get(dto);
  return {
    fields: new Map([...(inherited?.fields ?? []), ...(own?.fields ?? [])]),
    uniqueFor: [...(inherited?.uniqueFor ?? []), ...(own?.uniqueFor ?? [])],
    uniqueTogether: [...(inherited?.uniqueTogether ?? []), ...(own?.uniqueTogether ?? [])],
  };
}

/** The attribute a field is for. */
export function sourceOf(name: string, field: DeclaredField): string {
  return field.options.source ?? name;
}

/** What the client sent and the defaults, by attribute (`source`) instead of by wire name. */
export function attributesOf(dto: object): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, field] of shapeOf(dto.constructor).fields) {
    if (field.isWritable && Object.hasOwn(dto, name)) {
      const value = field.attributes((dto as Record<string, unknown>)[name]);
      put(attributes, sourceOf(name, field), value);
    }
  }
  return attributes;
}

/** DRF: fields.set_value */
function put(attributes: Record<string, unknown>, source: string, value: unknown): void {
  if (source === '*') {
    Object.assign(attributes, value);
    return;
  }
  const path = source.split('.');
  const last = path.pop()!;
  let target = attributes;
  for (const step of path) target = (target[step] ??= {}) as Record<string, unknown>;
  target[last] = value;
}
