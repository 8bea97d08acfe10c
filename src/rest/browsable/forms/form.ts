import { html, NEWLINE, type Content, type Html } from '../html.js';
import type { Texts } from '../texts.js';
import type { Attributes, FieldModel } from './fields.js';

/** The form of a verb, and what else its body may be. */
export interface FormModel {
  /** `POST` or `PUT`; absent where there is raw data only. */
  readonly form?: {
    readonly verb: string;
    readonly fields: readonly FieldModel[];
    /** What is wrong with the data as a whole. */
    readonly errors: readonly string[];
  };
  readonly raw: {
    readonly verbs: readonly string[];
    /** A skeleton of the body. */
    readonly content: string;
    readonly mediaTypes: readonly string[];
  };
}

/** What every form of a page needs. */
export interface FormContext {
  /** Where the form is sent. */
  readonly url: string;
  readonly csrf: string | null;
  /** Which of two tabs is open. */
  readonly isRaw: boolean;
}

/** One or two tabs: an HTML form and raw data. DRF: base.html of its templates */
export function formTabs(model: FormModel, id: string, context: FormContext, t: Texts): Html {
  const { form, raw } = model;
  const isRaw = context.isRaw || !form;
  const tabs = [
    ...(form
      ? [{ id: `${id}-html`, kind: 'html', text: t('browsable.html_form'), isOpen: !isRaw }]
      : []),
    { id: `${id}-raw`, kind: 'raw', text: t('browsable.raw_data'), isOpen: isRaw },
  ];
  return html`<section class="forms">
    <div role="tablist">
      ${tabs.map(
        (tab) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${tab.id}"
            aria-controls="${tab.id}"
            aria-selected="${tab.isOpen ? 'true' : 'false'}"
            data-tab="${tab.kind}"
          >
            ${tab.text}
          </button>`,
      )}
    </div>
    ${form && panel(`${id}-html`, !isRaw, htmlForm(form, id, context, t))}
    ${panel(`${id}-raw`, isRaw, rawForm(raw, id, context, t))}
  </section>`;
}

function panel(id: string, isOpen: boolean, content: Content): Html {
  return html`<div
    role="tabpanel"
    id="${id}"
    aria-labelledby="tab-${id}"
    ${!isOpen && html`hidden`}
  >
    ${content}
  </div>`;
}

function htmlForm(
  { verb, fields, errors }: NonNullable<FormModel['form']>,
  id: string,
  { url, csrf }: FormContext,
  t: Texts,
): Html {
  return html`<form
    method="post"
    action="${url}"
    enctype="multipart/form-data"
    data-form="${verb}"
    novalidate
  >
    ${csrfField(csrf)} ${messages(errors)} ${fields.map((field) => fieldRow(field, id, t))}
    <div class="buttons"><button class="primary">${verb}</button></div>
  </form>`;
}

/** The token by which the server knows its own forms. */
export function csrfField(csrf: string | null): Content {
  return csrf && html`<input type="hidden" name="csrfmiddlewaretoken" value="${csrf}" />`;
}

/** What is wrong, one paragraph each. */
export function messages(errors: readonly string[], id = ''): Content {
  if (errors.length === 0) return null;
  return html`<div class="errors" role="alert" ${id !== '' && html`id="${id}"`}>
    ${errors.map((text) => html`<p>${text}</p>`)}
  </div>`;
}

function fieldRow(field: FieldModel, form: string, t: Texts): Html {
  const id = `${form}-${field.name}`;
  const isWrong = field.errors.length > 0;
  return html`<div class="field ${isWrong && 'wrong'}">
    <label for="${id}">
      ${field.label}
      ${field.isRequired && html`<span class="required">${t('browsable.required')}</span>`}
    </label>
    ${widget(field, id, t)} ${messages(field.errors, `${id}-errors`)}
    ${field.help && html`<small>${field.help}</small>`}
  </div>`;
}

function widget(field: FieldModel, id: string, t: Texts): Html {
  const { name, values, widget: kind, errors } = field;
  const value = values[0] ?? '';
  const common = attributes({
    id,
    name,
    'aria-invalid': errors.length > 0 ? 'true' : undefined,
    'aria-describedby': errors.length > 0 ? `${id}-errors` : undefined,
  });
  switch (kind.kind) {
    case 'none':
      return html`<p id="${id}" class="hint">${t('browsable.raw_only')}</p>`;
    case 'textarea':
      return html`<textarea ${common} rows="5">${NEWLINE}${value}</textarea>`;
    case 'checkbox':
      // What is not ticked is not sent: the hidden value is.
      return html`<input type="hidden" name="${name}" value="false" />
        <input type="checkbox" ${common} value="true" ${isTrue(value) && html`checked`} />`;
    case 'select':
      return html`<select ${common} ${kind.isMany && html`multiple size="6"`}>
        ${kind.options.map(
          (option) =>
            html`<option value="${option.value}" ${values.includes(option.value) && html`selected`}>
              ${option.text}
            </option>`,
        )}
      </select>`;
    case 'search':
      return searchInput(common, id, value, kind.url, t);
    case 'input':
      return kind.type === 'file' || kind.type === 'password'
        ? html`<input type="${kind.type}" ${common} ${attributes(kind.attributes)} />`
        : html`<input
            type="${kind.type}"
            ${common}
            ${attributes(kind.attributes)}
            value="${value}"
          />`;
  }
}

function searchInput(
  common: Content,
  id: string,
  value: string,
  url: string | null,
  t: Texts,
): Html {
  if (url === null) return html`<input type="text" ${common} value="${value}" />`;
  return html`<input
      type="text"
      ${common}
      value="${value}"
      list="${id}-rows"
      autocomplete="off"
      data-search="${url}"
      placeholder="${t('browsable.search_rows')}"
    />
    <datalist id="${id}-rows"></datalist>`;
}

function attributes(values: Attributes): Content {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => html` ${name}="${value}"`);
}

function isTrue(text: string): boolean {
  return /^(?:true|t|1|on|yes|y)$/i.test(text);
}

function rawForm(
  { verbs, content, mediaTypes }: FormModel['raw'],
  id: string,
  { url }: FormContext,
  t: Texts,
): Html {
  return html`<form method="post" action="${url}" data-raw>
    <div class="field">
      <label for="${id}-type">${t('browsable.media_type')}</label>
      <select id="${id}-type" name="_content_type">
        ${mediaTypes.map((type) => html`<option value="${type}">${type}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="${id}-content">${t('browsable.content')}</label>
      <textarea id="${id}-content" name="_content" rows="10" spellcheck="false">
${content}</textarea>
    </div>
    <div class="buttons">
      ${verbs.map((verb) => html`<button class="primary" name="_method" value="${verb}">${verb}</button>`)}
    </div>
  </form>`;
}
