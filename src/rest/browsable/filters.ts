import { renderText } from '../i18n/messages.js';
import { linkWith } from '../pagination/links.js';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';
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
  readonly value: string;
  readonly help: string;
}

interface Order {
  readonly field: string;
  readonly isDescending: boolean;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** The filters of a list; null where there are none, or where no list is. */
export function filterModel(request: RestRequest): FilterModel | null {
  const { filters = [], pagination } = request.view.options;
  const { route } = request.policy;
  if (filters.length === 0 || route.actions.get('GET') !== 'list') return null;
  const valueOf = (name: string): string => request.query.get(name) ?? '';
  const fields = filters
    .filter(({ control }) => !control)
    .flatMap((filter) => filter.parameters())
    .map((parameter) => ({
      parameter,
      value: valueOf(parameter.name),
      help: renderText(parameter.description, request.language),
    }));
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
    field,
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
          ${orders.map(({ field, isDescending, href, isCurrent }) => {
            const direction = t(isDescending ? 'browsable.descending' : 'browsable.ascending');
            return html`<li>
              <a href="${href}" ${isCurrent && html` aria-current="true"`}
                >${field} – ${direction}</a
              >
            </li>`;
          })}
        </ul>`
    }
  </dialog>`;
}

function filterField({ parameter, value, help }: FilterField, t: Texts): Html {
  const { name, schema } = parameter;
  const id = `filter-${name}`;
  return html`<div class="field">
    <label for="${id}">${name}</label>
    ${filterInput(id, name, value, schema, t)}
    ${help !== '' && html`<small>${help.replaceAll('`', '')}</small>`}
  </div>`;
}

function filterInput(
  id: string,
  name: string,
  value: string,
  schema: QueryParameter['schema'],
  t: Texts,
): Html {
  const choices = choicesOf(schema, t);
  if (choices) {
    return html`<select id="${id}" name="${name}">
      ${choices.map(
        ([key, text]) =>
          html`<option value="${key}" ${key === value && html` selected`}>${text}</option>`,
      )}
    </select>`;
  }
  if (schema.type === 'number') {
    return html`<input id="${id}" type="number" step="any" name="${name}" value="${value}" />`;
  }
  const type = schema.format === 'date' ? 'date' : 'text';
  return html`<input id="${id}" type="${type}" name="${name}" value="${value}" />`;
}

function choicesOf(
  schema: QueryParameter['schema'],
  t: Texts,
): (readonly [value: string, text: string])[] | null {
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
