import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { loadRows, type RestRequest } from '../../rest/index.js';
import type { ResourceAdmin } from '../model-admin.js';
import type { AdminField } from '../shape/fields.js';
import { isVeryLong } from './very-long.js';

/** Values of one field that are counted: the most frequent ones. */
const MOST_VALUES = 20;

/** A value, and how many rows of the list have it. */
export interface Facet {
  readonly value: unknown;
  readonly label?: string;
  readonly count: number;
}

/** By which fields values are counted. */
const COUNTED: ReadonlySet<string> = new Set(['boolean', 'choice', 'related']);

/**
 * How many rows have which value of a filter, all other filters applied.
 *
 * DJANGO: ModelAdmin.show_facets
 */
export async function facetsOf(
  admin: ResourceAdmin,
  request: RestRequest,
): Promise<Record<string, Facet[]>> {
  const facets: Record<string, Facet[]> = {};
  if (await isVeryLong(admin)) return facets;
  for (const field of admin.shape.filtered.filter(({ kind }) => COUNTED.has(kind))) {
    const query = await admin.filtered(without(request, field.name));
    facets[field.name] = await countValues(admin, query, field, request);
  }
  return facets;
}

async function countValues(
  admin: ResourceAdmin,
  query: SelectQueryBuilder<ObjectLiteral>,
  { source, kind, property }: AdminField,
  request: RestRequest,
): Promise<Facet[]> {
  const rows = await query
    .orderBy()
    .select(`${query.alias}.${source}`, 'value')
    .addSelect('COUNT(*)', 'number')
    .groupBy(`${query.alias}.${source}`)
    .orderBy('COUNT(*)', 'DESC')
    .limit(MOST_VALUES)
    .getRawMany<{ value: string | number | null; number: string | number }>();
  const found = rows.filter(({ value }) => value !== null);
  const counts = found.map(({ value, number }) => ({
    value: kind === 'boolean' ? Boolean(Number(value)) : value,
    count: Number(number),
  }));
  if (kind !== 'related' || counts.length === 0) return counts;
  const labels = await labelsOf(
    admin,
    property,
    counts.map(({ value }) => Number(value)),
    request,
  );
  return counts.map(({ value, count }) => ({ value, label: labels.get(Number(value)), count }));
}

async function labelsOf(
  { rest, shape }: ResourceAdmin,
  property: string,
  ids: readonly number[],
  request: RestRequest,
): Promise<Map<number, string>> {
  const { serializer } = Object.values(shape.references).find(
    (each) => each.property === property,
  )!;
  const query = rest.dataSource.manager
    .createQueryBuilder(serializer.entity, 'named')
    .where('named.id IN (:...ids)', { ids });
  const rows = serializer.representMany(await loadRows(query, serializer), request);
  return new Map(rows.map(({ id, label }) => [Number(id), String(label)]));
}

/** The request without one of its filters. */
function without(request: RestRequest, name: string): RestRequest {
  const parameters = new URLSearchParams(request.queryString);
  for (const parameter of [name, 'ordering']) parameters.delete(parameter);
  return request.asking(parameters);
}
