import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ValidationError } from '../../exceptions.js';
import { fillText, message, type MessageKey } from '../../i18n/messages.js';
import { dialectOf } from '../../dialect.js';
import { DAY_MS, LocalTime } from '../../local-time.js';
import type { ValidationContext } from './context.js';
import { columnOf, storedValue, type Lookup } from './lookups.js';
import { sourceOf, type Shape, type UniqueForRule } from './registry.js';

const WORDINGS = {
  date: 'unique_for_date',
  month: 'unique_for_month',
  year: 'unique_for_year',
} as const satisfies Record<UniqueForRule['period'], MessageKey>;

/**
 * What must be asked so that no two rows of a day, month or year agree in a field. Both fields are
 * needed, of an update those that are stored count.
 *
 * DRF: rest_framework.validators.BaseUniqueForValidator
 */
export function uniqueFor(
  shape: Shape,
  values: Readonly<Record<string, unknown>>,
  context: ValidationContext,
): { readonly lookups: readonly Lookup[]; readonly error?: ValidationError } {
  const lookups: Lookup[] = [];
  for (const rule of shape.uniqueFor) {
    const names = [rule.field, rule.dateField];
    const missing = names.filter((name) => !Object.hasOwn(values, name));
    if (missing.length > 0 && !context.instance) {
      const required = missing.map((name) => [name, [message('required')]]);
      return { lookups, error: new ValidationError(Object.fromEntries(required)) };
    }
    const [property, dateProperty] = names.map((name) => sourceOf(name, shape.fields.get(name)!));
    const known = (name: string, source: string): unknown =>
      Object.hasOwn(values, name)
        ? values[name]
        : storedValue(context.manager, context.instance!, source);
    const value = known(rule.field, property!);
    const date = known(rule.dateField, dateProperty!);
    if (value === null || value === undefined || date === null || date === undefined) continue;
    lookups.push({
      kind: 'unique',
      entity: rule.entity(),
      values: { [property!]: value },
      during: (query) => during(query, rule, dateProperty!, date as string | Date, context),
      path: [rule.field],
      error: fillText(rule.message ?? message(WORDINGS[rule.period]), {
        date_field: rule.dateField,
      }),
    });
  }
  return { lookups };
}

/** Narrows the query to the rows of the same day, month or year. */
function during(
  query: SelectQueryBuilder<ObjectLiteral>,
  { entity, period }: UniqueForRule,
  property: string,
  date: string | Date,
  { manager, timeZone }: ValidationContext,
): void {
  const { dataSource } = manager;
  const column = columnOf(dataSource.getMetadata(entity()), property);
  const path = `${query.alias}.${property}`;
  const name = `${query.alias}_${property}`;
  const zone = new LocalTime(timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const day = date instanceof Date ? zone.date(date) : date;
  if (period === 'month') {
    const seconds = date instanceof Date ? zone.offsetAt(date.getTime()) / 1000 : 0;
    const month = dialectOf(dataSource).monthOf(path, seconds);
    query.andWhere(`${month} = :${name}`, { [name]: Number(day.slice(5, 7)) });
    return;
  }
  const [first, last] =
    period === 'date' ? [day, day] : [`${day.slice(0, 4)}-01-01`, `${day.slice(0, 4)}-12-31`];
  const bound = (text: string, days: number): unknown => {
    if (!(date instanceof Date)) return text;
    const wall = Date.parse(`${text}T00:00:00Z`) + days * DAY_MS;
    const instant = new Date(zone.instantsOf(wall)[0] ?? wall - zone.offsetAt(wall));
    return dataSource.driver.preparePersistentValue(instant, column);
  };
  const upper = date instanceof Date ? '<' : '<=';
  query.andWhere(`${path} >= :${name}_from AND ${path} ${upper} :${name}_to`, {
    [`${name}_from`]: bound(first, 0),
    [`${name}_to`]: bound(last, 1),
  });
}
