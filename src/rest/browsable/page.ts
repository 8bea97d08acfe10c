import type { Language } from '../i18n/language.js';
import type { PageLinks } from '../pagination/page-links.js';
import { assetUrl } from './assets.js';
import { filterDialog, type FilterModel } from './filters.js';
import { csrfField, formTabs, type FormContext, type FormModel } from './forms/form.js';
import { html, NEWLINE, type Content, type Html } from './html.js';
import { colouredJson } from './json.js';
import type { Link } from './places.js';
import type { Texts } from './texts.js';

/** Everything that pages may load or do. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What is around every page. */
export interface FrameModel {
  readonly language: Language;
  /** The name of the API, at the top. */
  readonly brand: string;
  readonly links: readonly Link[];
  /** Who has signed in; null: nobody, or nobody can. */
  readonly user: string | null;
  /** Where one signs in and out; null where one cannot. */
  readonly session: {
    readonly signIn: string;
    readonly signOut: string;
    readonly next: string;
  } | null;
  readonly csrf: string | null;
}

type Header = readonly [name: string, value: string];

/** One answer and what can be done next. */
export interface AnswerModel {
  readonly title: string;
  readonly description: string;
  readonly way: readonly Link[];
  /** The request's path and query. */
  readonly url: string;
  readonly method: string;
  readonly status: string;
  /** Headers of this answer, and those that every answer has. */
  readonly headers: readonly Header[];
  readonly usualHeaders: readonly Header[];
  /** The body's text; empty for none. */
  readonly body: string;
  /** A remark in the place of a body. */
  readonly remark?: Link;
  /** The formats to GET; empty where there is no GET. */
  readonly formats: readonly Link[];
  readonly hasOptions: boolean;
  /** What would be deleted; null where nothing may be. */
  readonly deleted: string | null;
  readonly actions: readonly Link[];
  readonly filters: FilterModel | null;
  readonly pages: PageLinks | null;
  readonly forms: readonly FormModel[];
  readonly formContext: FormContext;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' rx='2' fill='%23234'/%3E%3C/svg%3E";

/** The frame of a page. DRF: base.html of its templates */
export function frame(title: string, content: Content, model: FrameModel, t: Texts): Html {
  const { language, brand, links, user, session, csrf } = model;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title} – ${brand}</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="${assetUrl('browsable.css')}" />
        <script src="${assetUrl('browsable.js')}" defer></script>
      </head>
      <body data-csrf="${csrf}">
        <a class="skip" href="#content">${t('browsable.skip')}</a>
        <header class="bar">
          <a class="brand" href="/">${brand}</a>
          <nav>${links.map(({ text, href }) => html`<a href="${href}">${text}</a>`)}</nav>
          ${session && sessionMenu(user, session, csrf, t)}
        </header>
        <main id="content">${content}</main>
      </body>
    </html> `;
}

function sessionMenu(
  user: string | null,
  { signIn, signOut, next }: NonNullable<FrameModel['session']>,
  csrf: string | null,
  t: Texts,
): Html {
  if (user === null) {
    return html`<a class="session" href="${signIn}?next=${encodeURIComponent(next)}"
      >${t('browsable.sign_in')}</a
    >`;
  }
  return html`<form class="session" method="post" action="${signOut}">
    ${csrfField(csrf)}
    <input type="hidden" name="next" value="${next}" />
    <span>${user}</span>
    <button>${t('browsable.sign_out')}</button>
  </form>`;
}

/** The page of an answer. DRF: BrowsableAPIRenderer.render */
export function answerPage(model: AnswerModel, t: Texts): Html {
  const { title, description, way, filters, pages, deleted, forms } = model;
  return html`${way.length > 0 && breadcrumbs(way, t)}
    <div class="head">
      <h1>${title}</h1>
      ${toolbar(model, t)}
    </div>
    ${description !== '' && html`<p class="description">${description}</p>`}
    ${pages && pagination(pages, t)} ${exchange(model, t)}
    ${forms.map((form, index) => formTabs(form, `form${index}`, model.formContext, t))}
    ${filters && filterDialog(filters, t)} ${deleted !== null && deletion(deleted, t)}`;
}

function breadcrumbs(way: readonly Link[], t: Texts): Html {
  return html`<nav aria-label="${t('browsable.breadcrumbs')}">
    <ol class="way">
      ${way.map(({ text, href }, index) =>
        index < way.length - 1
          ? html`<li><a href="${href}">${text}</a></li>`
          : html`<li><a href="${href}" aria-current="page">${text}</a></li>`,
      )}
    </ol>
  </nav>`;
}

function toolbar(model: AnswerModel, t: Texts): Html {
  const { formats, hasOptions, deleted, actions, filters, url } = model;
  return html`<div class="toolbar">
    ${actions.length > 0 && menu(t('browsable.extra_actions'), actions)}
    ${filters && html`<button type="button" data-dialog="filters">${t('browsable.filters')}</button>`}
    ${hasOptions && html`<button type="button" data-send="OPTIONS">OPTIONS</button>`}
    ${
      deleted !== null &&
      html`<button type="button" class="danger" data-dialog="delete">DELETE</button>`
    }
    ${
      formats.length > 0 &&
      html`<span class="joined">
        <a class="button primary" href="${url}" rel="nofollow">GET</a>
        ${menu(t('browsable.formats'), formats)}
      </span>`
    }
  </div>`;
}

function menu(title: string, links: readonly Link[]): Html {
  return html`<details class="menu">
    <summary>${title}</summary>
    <ul>
      ${links.map(({ text, href }) => html`<li><a href="${href}" rel="nofollow">${text}</a></li>`)}
    </ul>
  </details>`;
}

function pagination({ previous, next, numbers = [] }: PageLinks, t: Texts): Html {
  return html`<nav class="pages" aria-label="${t('browsable.pages')}">
    ${pageLink(previous, `« ${t('browsable.previous')}`, 'prev')}
    ${numbers.map((page) => {
      if (!page) return html`<span class="gap">…</span>`;
      return page.isCurrent
        ? html`<a href="${page.url}" aria-current="page">${page.number}</a>`
        : html`<a href="${page.url}">${page.number}</a>`;
    })}
    ${pageLink(next, `${t('browsable.next')} »`, 'next')}
  </nav>`;
}

function pageLink(url: string | null, text: string, rel: string): Html {
  return url === null
    ? html`<span class="disabled" aria-disabled="true">${text}</span>`
    : html`<a href="${url}" rel="${rel}">${text}</a>`;
}

function exchange(model: AnswerModel, t: Texts): Html {
  const { method, url, status, headers, usualHeaders, body, remark } = model;
  return html`<section aria-label="${t('browsable.request')}">
      <pre class="request"><b>${method}</b> ${url}</pre>
    </section>
    <section class="response" aria-label="${t('browsable.response')}">
      <pre class="status" data-status><b>HTTP ${status}</b></pre>
      <pre class="headers">${headers.map(headerLine)}</pre>
      ${
        usualHeaders.length > 0 &&
        html`<details>
          <summary>${t('browsable.more_headers', { count: usualHeaders.length })}</summary>
          <pre class="headers">${usualHeaders.map(headerLine)}</pre>
        </details>`
      }
      ${body !== '' && html`<pre class="body" tabindex="0">${colouredJson(body)}</pre>`}
      ${remark && html`<p>${remark.text} <a href="${remark.href}">${t('browsable.listen')}</a></p>`}
    </section>`;
}

function headerLine([name, value]: Header): Html {
  return html`<span class="name">${name}:</span> ${value}${NEWLINE}`;
}

function deletion(name: string, t: Texts): Html {
  return html`<dialog id="delete" aria-labelledby="delete-title">
    <h2 id="delete-title">${t('browsable.delete_question', { name })}</h2>
    <div class="buttons">
      <button type="button" class="danger" data-send="DELETE">${t('browsable.delete')}</button>
      <button type="button" data-close>${t('browsable.cancel')}</button>
    </div>
  </dialog>`;
}
