import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { DAY_MS, type LocalTime } from '../local-time.js';
import { message, type MessageKey } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import { parseDay, parseWallClock } from '../serializers/input/fields/dates.js';
import { asciiDigits, strip } from '../serializers/input/python.js';
import { defineFilter, InvalidValue, type Filter } from './filter-set.js';
import { conditionOn, type FirstOf } from './paths.js';

type Bound = 'exact' | 'gt' | 'gte' | 'lt' | 'lte';

/** Column types whose values are moments, not days. */
const MOMENTS: ReadonlySet<unknown> = new Set(['datetime', 'timestamp', Date]);

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=', exact: '=' } as const;

/**
 * A day, `YYYY-MM-DD`. Of a moment it is the day on the shop's wall clock.
 *
 * DRF: django_filters.DateFilter
 */
export function dateFilter<Path extends string>(
  path: Path,
  lookup: Bound = 'exact',
): Filter<FirstOf<Path>> {
  return defineFilter({
    path,
    description: `Day of \`${path}\`, ${lookup}.`,
    schema: { type: 'string', format: 'date' },
    parse: (text) => parsed(text, parseDay, 'filters.DateField.invalid'),
    apply: (query, value, { request, parameter }) => {
      narrowToDay(query, path, lookup, value, request.localTime, parameter);
    },
  });
}

/**
 * A date and time in ISO 8601, without an offset on the shop's wall clock.
 *
 * DRF: django_filters.IsoDateTimeFilter
 */
export function dateTimeFilter<Path extends string>(
  path: Path,
  lookup: Bound = 'exact',
): Filter<FirstOf<Path>> {
  const read = (text: string) => parseWallClock(/^[\d-]+$/.test(text) ? `${text}T00:00` : text);
  return defineFilter({
    path,
    description: `Moment of \`${path}\`, ${lookup}.`,
    schema: { type: 'string', format: 'date-time' },
    parse: (text) => parsed(text, read, 'filters.DateTimeField.invalid'),
    apply: (query, { time, offset }, { request, parameter }) => {
      const instant =
        offset === undefined ? instantOf(time, request.localTime) : new Date(time - offset);
      compare(query, path, OPERATORS[lookup], instant, parameter);
    },
  });
}

/**
 * Two parameters, `<name>_after` and `<name>_before`: both days belong to the range.
 *
 * DRF: django_filters.DateFromToRangeFilter
 */
export function dateRange<const Name extends string, Path extends string>(name: Name, path: Path) {
  return between(name, dateFilter(path, 'gte'), dateFilter(path, 'lte'));
}

/** The same for moments. DRF: django_filters.IsoDateTimeFromToRangeFilter */
export function dateTimeRange<const Name extends string, Path extends string>(
  name: Name,
  path: Path,
) {
  return between(name, dateTimeFilter(path, 'gte'), dateTimeFilter(path, 'lte'));
}

function between<Name extends string, Property extends string>(
  name: Name,
  after: Filter<Property>,
  before: Filter<Property>,
) {
  return { [`${name}_after`]: after, [`${name}_before`]: before } as Readonly<
    Record<`${Name}_after` | `${Name}_before`, Filter<Property>>
  >;
}

function parsed<T>(
  text: string,
  read: (text: string) => T | undefined,
  error: MessageKey,
): T | undefined {
  const stripped = strip(text);
  if (stripped === '') return undefined;
  const value = read(asciiDigits(stripped));
  if (value === undefined) throw new InvalidValue(message(error));
  return value;
}

/** When the wall clock shows that time; where it skips it, as if it did not. */
function instantOf(wall: number, localTime: LocalTime): Date {
  return new Date(localTime.instantsOf(wall)[0] ?? wall - localTime.offsetAt(wall));
}

function narrowToDay(
  query: SelectQueryBuilder<ObjectLiteral>,
  path: string,
  lookup: Bound,
  day: number,
  localTime: RestRequest['localTime'],
  parameter: string,
): void {
  if (!isMoment(query, path)) {
    const text = new Date(day).toISOString().slice(0, 10);
    compare(query, path, OPERATORS[lookup], text, parameter);
    return;
  }
  const from = instantOf(day, localTime);
  const next = instantOf(day + DAY_MS, localTime);
  if (lookup === 'gte' || lookup === 'exact') compare(query, path, '>=', from, parameter);
  if (lookup === 'gt') compare(query, path, '>=', next, parameter);
  if (lookup === 'lt') compare(query, path, '<', from, parameter);
  if (lookup === 'lte' || lookup === 'exact') {
    compare(query, path, '<', next, `${parameter}_next`);
  }
}

function isMoment(query: SelectQueryBuilder<ObjectLiteral>, path: string): boolean {
  let { metadata } = query.expressionMap.mainAlias!;
  const steps = path.split('.');
  for (const step of steps.slice(0, -1)) {
    metadata = metadata.findRelationWithPropertyPath(step)?.inverseEntityMetadata ?? metadata;
  }
  return MOMENTS.has(metadata.findColumnWithPropertyPath(steps.at(-1)!)?.type);
}

function compare(
  query: SelectQueryBuilder<ObjectLiteral>,
  path: string,
  operator: string,
  value: unknown,
  parameter: string,
): void {
  const condition = conditionOn(query, path, (column) => `${column} ${operator} :${parameter}`);
  query.andWhere(condition, { [parameter]: value });
}
