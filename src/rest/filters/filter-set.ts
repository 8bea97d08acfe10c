import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ValidationError, type ErrorDetail } from '../exceptions.js';
import { message, type Text } from '../i18n/messages.js';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';
import { parseFiniteFloat, strip } from '../serializers/input/python.js';
import type { EntityClass } from '../serializers/input/lookups.js';
import type { Schema } from '../serializers/output/fields.js';
import type { FilterBackend } from './filter-backend.js';
import { escapeLike } from './like.js';
import { conditionOn, type FirstOf } from './paths.js';

/** Comparisons a filter can make. DRF: django-filter's lookup_expr. */
export type Lookup =
  'exact' | 'contains' | 'icontains' | 'startswith' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'range';

/** What a filter method may need besides the value. */
export interface FilterContext {
  readonly request: RestRequest;
  /** A name for the SQL parameter that no other filter of the set uses. */
  readonly parameter: string;
}

/** Narrows the list by a parsed value; may look something up first. */
export type FilterMethod<T> = (
  query: SelectQueryBuilder<ObjectLiteral>,
  value: T,
  context: FilterContext,
) => void | Promise<void>;

const RANGE_NEEDS_TWO = message({
  en: 'Range query expects two values.',
  'zh-hans': '范围查询需要两个值。',
});

/** Thrown by a parser for a value that is none of its type. */
export class InvalidValue extends Error {
  constructor(readonly text: Text) {
    super('invalid filter value');
  }
}

/** The rows that a filter's value is one of. */
export interface FilterRelation {
  readonly entity: () => EntityClass;
  /** Property by which a row is told; default: its key. */
  readonly property?: string;
  /** Narrows what may be named. */
  readonly queryset?: (query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest) => unknown;
}

/** One query parameter of a filter set. */
export interface Filter<Property extends string = string> {
  readonly description: Text;
  readonly schema: Schema;
  /** The column that is compared; a filter's own method may look at any. */
  readonly property?: Property;
  /** What pages offer to choose from. */
  readonly relation?: FilterRelation;
  /**
   * @param text the last value, and all if the parameter comes several times
   * @returns the parsed value, or undefined when the parameter is to be ignored
   */
  parse(text: string, all: readonly string[]): unknown;
  /** Looks a parsed value up. */
  resolve?(
    value: unknown,
    request: RestRequest,
  ): Promise<{ readonly value: unknown } | { readonly error: Text }>;
  readonly apply: FilterMethod<unknown>;
}

/** A filter on a column, or on a path to one, whose values are of one type. */
interface TypedFilter<Path extends string, T> extends Pick<
  Filter,
  'description' | 'schema' | 'relation'
> {
  readonly path: Path;
  readonly parse: (text: string, all: readonly string[]) => T | undefined;
  readonly resolve?: (
    value: T,
    request: RestRequest,
  ) => Promise<{ readonly value: unknown } | { readonly error: Text }>;
  readonly apply: FilterMethod<T>;
}

/** Declares a filter; the path's first step is the property that is checked at compile time. */
export function defineFilter<Path extends string, T>({
  path,
  ...filter
}: TypedFilter<Path, T>): Filter<FirstOf<Path>> {
  const declared: unknown = { ...filter, property: path };
  return declared as Filter<FirstOf<Path>>;
}

interface FilterOptions<T> {
  readonly description?: Text;
  /** Turns the parsed value into the column's unit, e.g. euros into cents. */
  readonly convert?: (value: T) => unknown;
  /** The entity whose key the value is; pages offer its rows to choose from. */
  readonly rows?: () => EntityClass;
}

/**
 * Query parameters that narrow a list, declared by name. Blank values are ignored; all bad values
 * are reported at once.
 *
 * DRF: django_filters.FilterSet with DjangoFilterBackend.
 */
export class FilterSet<Property extends string = string> implements FilterBackend<Property> {
  constructor(readonly filters: Readonly<Record<string, Filter<Property>>>) {}

  async apply(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest): Promise<void> {
    const errors: Record<string, ErrorDetail> = {};
    const wanted: [name: string, filter: Filter, value: unknown][] = [];
    for (const [name, filter] of Object.entries(this.filters)) {
      const text = request.query.get(name);
      if (!text) continue;
      try {
        const parsed = filter.parse(text, allOf(request, name));
        if (parsed === undefined) continue;
        const found = (await filter.resolve?.(parsed, request)) ?? { value: parsed };
        if ('error' in found) errors[name] = [found.error];
        else wanted.push([name, filter, found.value]);
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error;
        errors[name] = [error.text];
      }
    }
    if (Object.keys(errors).length > 0) throw new ValidationError(errors);
    for (const [name, filter, value] of wanted) {
      await filter.apply(query, value, { request, parameter: `filter_${name}` });
    }
  }

  properties(): readonly Property[] {
    return Object.values(this.filters).flatMap(({ property }) => property ?? []);
  }

  parameters(): QueryParameter[] {
    return Object.entries(this.filters).map(([name, { description, schema, relation }]) => ({
      name,
      description,
      schema,
      ...(relation && { relation }),
    }));
  }
}

function allOf(request: RestRequest, name: string): string[] {
  return new URLSearchParams(request.queryString).getAll(name);
}

/** A number. DRF: django_filters.NumberFilter. */
export function numberFilter<Property extends string = never>(
  target: Property | FilterMethod<number>,
  lookup: Lookup = 'exact',
  options: FilterOptions<number> = {},
): Filter<Property> {
  return makeFilter(target, lookup, parseNumber, { type: 'number' }, options);
}

/**
 * A text, of a column or over relations such as `kinds.name`. DRF: django_filters.CharFilter.
 */
export function charFilter<Path extends string = never>(
  target: Path | FilterMethod<string>,
  lookup: Lookup = 'exact',
  options: FilterOptions<string> = {},
): Filter<FirstOf<Path>> {
  const filter = makeFilter(target, lookup, parseText, { type: 'string' }, options);
  const apply = lookup === 'exact' && typeof target === 'string' ? exactText(target) : filter.apply;
  return defineFilter({ ...filter, path: filter.property!, apply });
}

/**
 * `true`/`false` in any of Django's spellings, without blanks; anything else is ignored.
 * DRF: django_filters.BooleanFilter.
 */
export function booleanFilter<Property extends string = never>(
  target: Property | FilterMethod<boolean>,
  options: FilterOptions<boolean> = {},
): Filter<Property> {
  return makeFilter(target, 'exact', parseBoolean, { type: 'boolean' }, options);
}

/** One of a few values. DRF: django_filters.ChoiceFilter. */
export function choiceFilter<Property extends string = never>(
  target: Property | FilterMethod<string>,
  choices: readonly string[],
  options: FilterOptions<string> = {},
): Filter<Property> {
  const parse = (text: string): string => {
    if (choices.includes(text)) return text;
    throw new InvalidValue(message('filters.ChoiceField.invalid_choice', { value: text }));
  };
  return makeFilter(target, 'exact', parse, { type: 'string', enum: choices }, options);
}

function makeFilter<T, Property extends string>(
  target: Property | FilterMethod<T>,
  lookup: Lookup,
  parse: (text: string) => T | undefined,
  schema: Schema,
  { description, convert, rows }: FilterOptions<T>,
): Filter<Property> {
  const convertOne = (value: T): unknown => (convert ? convert(value) : value);
  const relation = rows && { relation: { entity: rows } };
  if (typeof target === 'function') {
    return {
      ...relation,
      description: description ?? '',
      schema,
      parse: (text) => {
        const value = parse(text);
        return value === undefined ? undefined : convertOne(value);
      },
      apply: target as FilterMethod<unknown>,
    };
  }
  const isList = lookup === 'in' || lookup === 'range';
  return {
    ...relation,
    description: description ?? describe(target, lookup),
    property: target,
    schema: isList ? { type: 'string', examples: ['1,2'] } : schema,
    parse: (text) => {
      if (!isList) {
        const value = parse(text);
        return value === undefined ? undefined : convertOne(value);
      }
      const parsed = text.split(',').map(parse);
      const values = parsed.map((value) => (value === undefined ? null : convertOne(value)));
      if (lookup === 'range' && values.length !== 2) {
        throw new InvalidValue(RANGE_NEEDS_TWO);
      }
      return values;
    },
    apply: (query, value, { parameter }) => applyLookup(query, target, lookup, value, parameter),
  };
}

function describe(property: string, lookup: Lookup): Text {
  return message(
    { en: 'Compares `{property}`: {lookup}.', 'zh-hans': '比较 `{property}`：{lookup}。' },
    {
      property,
      lookup,
    },
  );
}

/**
 * The same text, character by character: collations take upper and lower case, accents and blanks
 * at the end for equal, each in its own way. The first comparison is for the index.
 */
function exactText(property: string): FilterMethod<unknown> {
  return (query, value, { parameter }) => {
    const isExact = (column: string): string =>
      `${column} = :${parameter} AND HEX(${column}) = HEX(:${parameter})`;
    query.andWhere(conditionOn(query, property, isExact), { [parameter]: value });
  };
}

const COMPARISONS: Partial<Record<Lookup, string>> = {
  exact: '=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

function applyLookup(
  query: SelectQueryBuilder<ObjectLiteral>,
  property: string,
  lookup: Lookup,
  value: unknown,
  name: string,
): void {
  const where = (
    condition: (column: string) => string,
    parameters: Readonly<Record<string, unknown>>,
  ): void => {
    query.andWhere(conditionOn(query, property, condition), parameters);
  };
  const comparison = COMPARISONS[lookup];
  if (comparison) {
    where((column) => `${column} ${comparison} :${name}`, { [name]: value });
  } else if (lookup === 'in') {
    where((column) => `${column} IN (:...${name})`, { [name]: value });
  } else if (lookup === 'range') {
    const [from, to]: unknown[] = Array.isArray(value) ? value : [];
    where((column) => `${column} BETWEEN :${name}_from AND :${name}_to`, {
      [`${name}_from`]: from,
      [`${name}_to`]: to,
    });
  } else {
    const escaped = escapeLike(String(value));
    const pattern = lookup === 'startswith' ? `${escaped}%` : `%${escaped}%`;
    where((column) => `${column} LIKE :${name} ESCAPE '!'`, { [name]: pattern });
  }
}

/** DJANGO: django.forms.CharField, which strips blanks and refuses null characters. */
function parseText(text: string): string | undefined {
  const value = strip(text);
  if (value.includes('\0')) throw new InvalidValue(message('null_characters_not_allowed'));
  return value === '' ? undefined : value;
}

/** Largest number a filter takes. DRF: django_filters.NumberFilter.get_max_validator */
const LARGEST_NUMBER = 1e50;

const TOO_LARGE = message('DecimalField.max_value', { max_value: '1e+50' });

/** Python's Decimal: digits of any script, exponents, no NaN or infinity; blanks are no value. */
function parseNumber(text: string): number | undefined {
  if (strip(text) === '') return undefined;
  const value = parseFiniteFloat(text);
  if (value === undefined) throw new InvalidValue(message('filters.DecimalField.invalid'));
  if (value > LARGEST_NUMBER) throw new InvalidValue(TOO_LARGE);
  return Math.max(value, -LARGEST_NUMBER);
}

function parseBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      return undefined;
  }
}
