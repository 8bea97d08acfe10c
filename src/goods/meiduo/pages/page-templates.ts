import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { listPage } from '../category-trail.js';
import type { GoodsCategory } from '../../entities/index.js';

/** What every page shows. */
export interface PageFrame {
  readonly title: string;
  /** Address of the API. */
  readonly host: string;
  /** Below it, what is there for browsers that have signed in by a session; '' for nothing. */
  readonly session: string;
  /** The top categories, all others below them. */
  readonly menu: readonly GoodsCategory[];
}

const eta = new Eta({
  views: fileURLToPath(new URL('./templates', import.meta.url)),
  cache: true,
  autoEscape: true,
});

/** Where the page of goods is, on the host of the pages. */
export function goodsPage(id: number): string {
  return `/goods/${id}.html`;
}

/**
 * A page as HTML; every value is escaped but the description of goods, which is sanitised when it
 * is written.
 *
 * @param page name of the template
 * @param variables what scripts of the page find under these names
 */
export function renderPage(
  page: 'index' | 'list' | 'search' | 'goods',
  frame: PageFrame,
  variables: Readonly<Record<string, unknown>> = {},
  data: object = {},
): string {
  const script = scriptOf({ host: frame.host, session: frame.session, ...variables });
  const policy = policyOf(frame, script);
  return eta.render(`./${page}`, { ...data, ...frame, page, script, policy, goodsPage, listPage });
}

/** Declares variables for scripts; nothing in a value ends the element that this stands in. */
function scriptOf(variables: Readonly<Record<string, unknown>>): string {
  const json = (value: unknown) =>
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return Object.entries(variables)
    .map(([name, value]) => `var ${name} = ${json(value)};`)
    .join(' ');
}

/** Nothing else runs or is fetched, should a description ever have more than it may. */
function policyOf({ host }: PageFrame, script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    // Descriptions have styles.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: https: http:",
    // A path without a slash at its end would stand for itself alone.
    `connect-src ${new URL(host).origin}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
