import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { message } from '../i18n/messages.js';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';
import type { FilterBackend, FilterControl } from './filter-backend.js';
import { sortedColumn, type FirstOf } from './paths.js';

/**
 * `?ordering=-sold_num,shop_price` over the fields that are allowed; others are ignored.
 *
 * DRF: rest_framework.filters.OrderingFilter.
 */
export class OrderingFilter<const Property extends string = string> implements FilterBackend<
  FirstOf<Property>
> {
  private readonly parameter: string;

  /**
   * @param fields wire name -> property of the entity, or a path such as `shelf.name`
   * @param options.parameter name of the query parameter; default: `ordering`
   */
  constructor(
    private readonly fields: Readonly<Record<string, Property>>,
    { parameter = 'ordering' }: { readonly parameter?: string } = {},
  ) {
    this.parameter = parameter;
  }

  apply(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest): void {
    const terms = (request.query.get(this.parameter) ?? '')
      .split(',')
      .map((term) => term.trim())
      .filter((term) => Object.hasOwn(this.fields, term.replace(/^-/, '')));
    if (terms.length === 0) return;
    orderQuery(
      query,
      terms.map((term) =>
        term.startsWith('-') ? `-${this.fields[term.slice(1)]}` : this.fields[term]!,
      ),
    );
  }

  get control(): FilterControl {
    return { kind: 'ordering', parameter: this.parameter, fields: Object.keys(this.fields) };
  }

  properties(): readonly FirstOf<Property>[] {
    return Object.values(this.fields) as unknown[] as FirstOf<Property>[];
  }

  parameters(): QueryParameter[] {
    const names = Object.keys(this.fields);
    return [
      {
        name: this.parameter,
        description: message(
          {
            en: 'Fields to sort by, separated by commas, `-` for descending: {names}. Others are ignored.',
            'zh-hans': '排序字段，以逗号分隔，`-` 表示降序：{names}。其他字段被忽略。',
          },
          { names: names.join(', ') },
        ),
        schema: { type: 'string', examples: [`-${names[0]}`] },
      },
    ];
  }
}

/**
 * Sets the order of a list. Equal rows are told apart by id, in the direction of the last term so
 * that one index serves both: without it pages lose and repeat rows.
 *
 * @param terms properties or paths over to-one relations, `-` for descending
 */
export function orderQuery(
  query: SelectQueryBuilder<ObjectLiteral>,
  terms: readonly string[],
): void {
  query.orderBy();
  const seen = new Set<string>();
  let direction: 'ASC' | 'DESC' = 'ASC';
  for (const term of terms) {
    const property = term.replace(/^-/, '');
    if (seen.has(property)) continue;
    seen.add(property);
    direction = term.startsWith('-') ? 'DESC' : 'ASC';
    query.addOrderBy(sortedColumn(query, property), direction);
  }
  if (!seen.has('id')) query.addOrderBy(`${query.alias}.id`, direction);
}
