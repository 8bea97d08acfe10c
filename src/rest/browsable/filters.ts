import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { renderText } from '../i18n/messages.js';
import { linkWith } from '../pagination/links.js';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';
import type { ViewRegistry } from '../viewsets/view-registry.js';
import { relatedRows, type Option } from './forms/related-rows.js';
import { html, type Html } from './html.js';
import type { Texts } from './texts.js';

/** What a list can be narrowed and sorted by, and what it is now. */
export interface FilterModel {
  readonly path: string;
  readonly fields: readonly FilterField[];
  readonly search: { readonly parameter: string; readonly value: string } | null;
  readonly orders: readonly Order[];
  /** Parameters of the URL that no input of the dialog is for. */
  readonly kept: readonly (readonly [name: string, value: string])[];
}

/** A parameter of the query string as the dialog shows it. */
interface FilterField {
  readonly parameter: QueryParameter;
  /** What the project calls it; undefined: nothing but its name. */
  readonly label: string | undefined;
  readonly values: readonly string[];
  readonly help: string;
  /** The rows to choose from, where they are few. */
  readonly options: readonly Option[] | null;
}

type Choice = readonly [value: string, text: string];

interface Order {
  readonly label: string;
  readonly isDescending: boolean;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** The filters of a list; null where there are none, or where no list is. */
export async function filterModel(
  request: RestRequest,
  views: ViewRegistry,
): Promise<FilterModel | null> {
  const { filters = [], pagination } = request.view.options;
  const { route } = request.policy;
  if (filters.length === 0 || route.actions.get('GET') !== 'list') return null;
  const valueOf = (name: string): string => request.query.get(name) ?? '';
  const asked = new URLSearchParams(request.queryString);
  const parameters = filters
    .filter(({ control }) => !control)
    .flatMap((filter) => filter.parameters());
  const fields = await Promise.all(
    parameters.map(async (parameter) => ({
      parameter,
      label: request.wording.known(parameter.name),
      values: asked.getAll(parameter.name),
      help: renderText(parameter.description, request.language),
      options: await optionsOf(parameter, request, views),
    })),
  );
  const controls = filters.flatMap(({ control }) => control ?? []);
  const search = controls.find(({ kind }) => kind === 'search')?.parameter;
  const orders = controls.flatMap((control) =>
    control.kind === 'ordering'
      ? control.fields.flatMap((field) => [
          order(request, control.parameter, field, false),
          order(request, control.parameter, field, true),
        ])
      : [],
  );
  const shown = new Set([
    ...fields.map(({ parameter }) => parameter.name),
    ...(search ? [search] : []),
    // Another list begins at its first page.
    ...['page', 'offset', 'cursor'].filter((name) => isRead(name, pagination?.parameters())),
  ]);
  return {
    path: request.path,
    fields,
    search: search ? { parameter: search, value: valueOf(search) } : null,
    orders,
    kept: [...request.query].filter(([name]) => !shown.has(name)),
  };
}

/** The rows that a parameter may name, as far as the client may list them. */
async function optionsOf(
  { relation }: QueryParameter,
  request: RestRequest,
  views: ViewRegistry,
): Promise<readonly Option[] | null> {
  if (!relation) return null;
  const { queryset, ...named } = relation;
  const narrow = queryset && {
    queryset: (query: SelectQueryBuilder<ObjectLiteral>) => queryset(query, request),
  };
  const rows = await relatedRows({ ...named, ...narrow }, request, views);
  return rows?.kind === 'options' ? rows.options : null;
}

function isRead(name: string, parameters: readonly QueryParameter[] | undefined): boolean {
  return parameters?.some((parameter) => parameter.name === name) ?? false;
}

function order(
  request: RestRequest,
  parameter: string,
  field: string,
  isDescending: boolean,
): Order {
  const term = isDescending ? `-${field}` : field;
  return {
    label: request.wording.label(field),
    isDescending,
    href: linkWith(request, parameter, term),
    isCurrent: request.query.get(parameter) === term,
  };
}

/** The dialog of filters. DRF: BrowsableAPIRenderer.get_filter_form */
export function filterDialog({ path, fields, search, orders, kept }: FilterModel, t: Texts): Html {
  return html`<dialog id="filters" aria-labelledby="filters-title">
    <h2 id="filters-title">${t('browsable.filters')}</h2>
    <form method="get" action="${path}">
      ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${
        search &&
        html`<div class="field">
          <label for="filter-search">${t('browsable.search')}</label>
          <input
            id="filter-search"
            type="search"
            name="${search.parameter}"
            value="${search.value}"
          />
        </div>`
      }
      <div class="columns">${fields.map((field) => filterField(field, t))}</div>
      <div class="buttons">
        <button class="primary">${t('browsable.apply')}</button>
        <button type="button" data-close>${t('browsable.close')}</button>
      </div>
    </form>
    ${
      orders.length > 0 &&
      html`<h3>${t('browsable.ordering')}</h3>
        <ul class="orders">
          ${orders.map(({ label, isDescending, href, isCurrent }) => {
            const direction = t(isDescending ? 'browsable.descending' : 'browsable.ascending');
            return html`<li>
              <a href="${href}" ${isCurrent && html` aria-current="true"`}
                >${label} – ${direction}</a
              >
            </li>`;
          })}
        </ul>`
    }
  </dialog>`;
}

function filterField(field: FilterField, t: Texts): Html {
  const { help, label, parameter } = field;
  const { name } = parameter;
  const id = `filter-${name}`;
  return html`<div class="field">
    <label for="${id}">${label} ${label !== name && html`<code>${name}</code>`}</label>
    ${filterInput(id, field, t)} ${help !== '' && html`<small>${help.replaceAll('`', '')}</small>`}
  </div>`;
}

function filterInput(id: string, field: FilterField, t: Texts): Html {
  const { name, schema } = field.parameter;
  const value = field.values.at(-1) ?? '';
  const choices = field.options ? rowsOf(field, field.options, t) : choicesOf(schema, t);
  if (choices) {
    const isMultiple = schema.type === 'array';
    const chosen = new Set(isMultiple ? field.values : [value]);
    return html`<select id="${id}" name="${name}" ${isMultiple && html` multiple`}>
      ${choices.map(
        ([key, text]) =>
          html`<option value="${key}" ${chosen.has(key) && html` selected`}>${text}</option>`,
      )}
    </select>`;
  }
  if (schema.type === 'number') {
    return html`<input id="${id}" type="number" step="any" name="${name}" value="${value}" />`;
  }
  const type = schema.format === 'date' ? 'date' : 'text';
  return html`<input id="${id}" type="${type}" name="${name}" value="${value}" />`;
}

/** The rows, and what the URL names beyond them, so that applying other filters keeps it. */
function rowsOf(
  { values, parameter }: FilterField,
  options: readonly Option[],
  t: Texts,
): Choice[] {
  const rows = options.map(({ value, text }): Choice => [value, text]);
  const listed = new Set(options.map(({ value }) => value));
  const others = values.filter((value) => value !== '' && !listed.has(value));
  const none: Choice[] =
    parameter.schema.type === 'array' ? [] : [['', t('browsable.nothing_chosen')]];
  return [...none, ...rows, ...others.map((value): Choice => [value, value])];
}

function choicesOf(schema: QueryParameter['schema'], t: Texts): Choice[] | null {
  if (schema.type === 'boolean') {
    return [
      ['', t('browsable.unknown')],
      ['true', t('browsable.yes')],
      ['false', t('browsable.no')],
    ];
  }
  if (!Array.isArray(schema.enum)) return null;
  const values = schema.enum.map(String);
  return [['', t('browsable.nothing_chosen')], ...values.map((value) => [value, value] as const)];
}
