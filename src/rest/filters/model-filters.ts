import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { message, type Text } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import { columnOf, isTextColumn, type EntityClass } from '../serializers/input/lookups.js';
import { parseInteger, strip } from '../serializers/input/python.js';
import { defineFilter, type Filter, type FilterRelation } from './filter-set.js';
import { conditionOn, type FirstOf } from './paths.js';

type Key = number | string;

/** More values are cut off. */
const MAX_VALUES = 100;

interface ModelFilterOptions {
  /** The property of the other entity that is given; default: its key. */
  readonly toField?: string;
  /** Narrows the rows that may be named. */
  readonly queryset?: (query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest) => unknown;
}

/**
 * A row of another entity, which must exist.
 *
 * DRF: django_filters.ModelChoiceFilter
 *
 * @param path the column that has the key, e.g. `shelfId`, or a path such as `labels.id`
 */
export function modelChoiceFilter<Path extends string>(
  path: Path,
  entity: () => EntityClass,
  options: ModelFilterOptions = {},
): Filter<FirstOf<Path>> {
  return defineFilter({
    path,
    description: `\`${path}\` is the row of ${entity().name}.`,
    schema: { type: 'string' },
    relation: relationOf(entity, options),
    parse: (text) => strip(text) || undefined,
    resolve: async (value, request) => {
      const keys = await keysOf(entity(), [value], request, options);
      const key = keys.get(value);
      return key === undefined
        ? { error: message('filters.ModelChoiceField.invalid_choice') }
        : { value: key };
    },
    apply: (query, value, { parameter }) => {
      const condition = conditionOn(query, path, (column) => `${column} = :${parameter}`);
      query.andWhere(condition, { [parameter]: value });
    },
  });
}

/**
 * Any of several rows of another entity, which must all exist: `?label=1&label=2`.
 *
 * DRF: django_filters.ModelMultipleChoiceFilter
 */
export function modelMultipleChoiceFilter<Path extends string>(
  path: Path,
  entity: () => EntityClass,
  options: ModelFilterOptions = {},
): Filter<FirstOf<Path>> {
  return defineFilter({
    path,
    description: `\`${path}\` is one of the rows of ${entity().name}; may come several times.`,
    schema: { type: 'array', items: { type: 'string' } },
    relation: relationOf(entity, options),
    parse: (_text, all) => {
      const values = [...new Set(all.map(strip).filter(Boolean))].slice(0, MAX_VALUES);
      return values.length > 0 ? values : undefined;
    },
    resolve: async (values, request) => {
      const error = options.toField ? undefined : invalidKey(entity(), values, request);
      if (error) return { error };
      const keys = await keysOf(entity(), values, request, options);
      const missing = values.find((text) => !keys.has(text));
      if (missing === undefined) return { value: [...keys.values()] };
      return { error: message('filters.ChoiceField.invalid_choice', { value: missing }) };
    },
    apply: (query, value, { parameter }) => {
      const condition = conditionOn(query, path, (column) => `${column} IN (:...${parameter})`);
      query.andWhere(condition, { [parameter]: value });
    },
  });
}

function relationOf(
  entity: () => EntityClass,
  { toField, queryset }: ModelFilterOptions,
): FilterRelation {
  return { entity, ...(toField && { property: toField }), ...(queryset && { queryset }) };
}

/** What cannot be a key at all. DJANGO: ModelMultipleChoiceField, invalid_pk_value */
function invalidKey(
  entity: EntityClass,
  values: readonly string[],
  { rest }: RestRequest,
): Text | undefined {
  const [key] = rest.dataSource.getMetadata(entity).primaryColumns;
  if (isTextColumn(key!)) return undefined;
  const pk = values.find((text) => parseInteger(text) === undefined);
  return pk === undefined
    ? undefined
    : message('filters.ModelMultipleChoiceField.invalid_pk_value', { pk });
}

/** The keys of the rows that are there, by what names them. */
async function keysOf(
  entity: EntityClass,
  values: readonly string[],
  request: RestRequest,
  { toField, queryset }: ModelFilterOptions,
): Promise<ReadonlyMap<string, Key>> {
  const manager: EntityManager = request.rest.dataSource.manager;
  const metadata = manager.dataSource.getMetadata(entity);
  const id = metadata.primaryColumns[0]!.propertyName;
  const property = toField ?? id;
  const isText = isTextColumn(columnOf(metadata, property));
  const wanted = new Map(
    values.flatMap((text): [Key, string][] => {
      if (isText) return [[text, text]];
      const number = Number(parseInteger(text) ?? Number.NaN);
      return Number.isSafeInteger(number) ? [[number, text]] : [];
    }),
  );
  if (wanted.size === 0) return new Map();
  const query = manager
    .createQueryBuilder(entity, 'named')
    .select(`named.${id}`, 'pk')
    .addSelect(`named.${property}`, 'name')
    .where(`named.${property} IN (:...wanted)`, { wanted: [...wanted.keys()] });
  queryset?.(query as SelectQueryBuilder<ObjectLiteral>, request);
  const rows = await query.getRawMany<{ pk: Key; name: Key }>();
  return new Map(
    rows.flatMap(({ pk, name }) => {
      const text = wanted.get(isText ? name : Number(name));
      return text === undefined ? [] : [[text, pk] as const];
    }),
  );
}
