import type { EntityMetadata } from 'typeorm';
import {
  booleanFilter,
  choiceFilter,
  dateRange,
  FilterSet,
  modelChoiceFilter,
  numberFilter,
} from '../../rest/index.js';
import { cents } from '../../cents.js';
import type { AdminField } from './fields.js';

type Filters = ConstructorParameters<typeof FilterSet>[0];

/** What a list can be narrowed by: each field as its kind allows. DJANGO: ModelAdmin.list_filter */
export function filterSetOf(fields: readonly AdminField[], metadata: EntityMetadata): FilterSet {
  const filters: Record<string, Filters[string]> = {};
  for (const field of fields) {
    const { name, source, kind } = field;
    switch (kind) {
      case 'boolean':
        filters[name] = booleanFilter(source);
        break;
      case 'choice':
        filters[name] = choiceOf(field);
        break;
      case 'related':
        filters[name] = modelChoiceFilter(source, () => field.target!);
        break;
      case 'many_related':
        filters[name] = modelChoiceFilter(`${field.property}.id`, () => field.target!);
        break;
      case 'date':
      case 'datetime':
        Object.assign(filters, dateRange(name, source));
        break;
      case 'integer':
        filters[name] = numberFilter(source);
        break;
      case 'money':
        filters[name] = numberFilter(source, 'exact', { convert: (yuan) => cents(String(yuan)) });
        break;
      default:
        throw new Error(`${metadata.name} cannot be filtered by "${field.property}"`);
    }
  }
  return new FilterSet(filters);
}

/** Texts of the query string are the column's values, which may be numbers. */
function choiceOf({ source, choices = [] }: AdminField): Filters[string] {
  const values = choices.map((choice) => (typeof choice === 'object' ? choice[0] : choice));
  const isNumber = values.every((value) => typeof value === 'number');
  return choiceFilter(source, values.map(String), {
    ...(isNumber && { convert: (text: string) => Number(text) }),
  });
}
