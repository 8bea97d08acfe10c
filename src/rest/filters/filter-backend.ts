import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';

/** A text that is searched for, or fields to sort by, in the parameter of that name. */
export type FilterControl =
  | { readonly kind: 'search'; readonly parameter: string }
  | { readonly kind: 'ordering'; readonly parameter: string; readonly fields: readonly string[] };

/**
 * Narrows or orders a list by what the query string asks for.
 * DRF: rest_framework.filters.BaseFilterBackend.
 */
export interface FilterBackend<Property extends string = string> {
  /**
   * @param query the list so far; changed in place
   * @throws ValidationError naming every bad parameter
   */
  apply(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest): void | Promise<void>;

  /** The query parameters it reads, for the documentation. */
  parameters(): QueryParameter[];

  /** How people use it, where not by an input for each of its parameters. */
  readonly control?: FilterControl;

  /** The columns it compares or sorts by, as properties of the entity; verified at start. */
  properties?(): readonly Property[];
}
