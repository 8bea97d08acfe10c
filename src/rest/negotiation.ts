import { NotAcceptable, NotFound } from './exceptions.js';
import { splitMediaType } from './parsers/content-type.js';
import type { RestRequest } from './request.js';
import type { Rest } from './rest.js';
import type { ViewDefinition } from './viewsets/definition.js';

/** Most media types of an Accept header that are looked at; browsers send fewer than ten. */
const MOST_MEDIA_TYPES = 50;

/** What scripts send: JSON first, without parameters, perhaps others after it. */
const PLAIN_JSON = /^application\/json *(?:,(?!.*indent=)|$)/;

/** Widest indentation a client may ask for. DRF: JSONRenderer.get_indent. */
const WIDEST_INDENT = 8;

/** One entry of an Accept header. DRF: rest_framework.utils.mediatypes._MediaType. */
interface MediaType {
  readonly main: string;
  readonly sub: string;
  readonly params: ReadonlyMap<string, string>;
}

/**
 * Settles the format of the answer before anything else is done: JSON, or a page of the browsable
 * API for those who want HTML rather than JSON. Where there are no pages, a client that takes HTML
 * alone is a browser, and reads JSON too.
 *
 * As in DRF a type is taken or not; weights (`q`) say nothing.
 *
 * DRF: rest_framework.negotiation.DefaultContentNegotiation.
 *
 * @throws NotFound for an unknown `?format=`, NotAcceptable when the client takes nothing there is
 */
export function negotiate(request: RestRequest): void {
  const hasPages = pagesOf(request.view, request.rest);
  const format = formatOf(request);
  if (format && format !== 'json' && !(format === 'api' && hasPages)) throw new NotFound();
  if (format === 'api') {
    request.isPage = true;
    return;
  }
  const { accept } = request.raw.headers;
  if (!accept || takesPlainJson(accept)) return;
  const accepted = byPrecedence(parseAccept(accept));
  const { stream } = request.policy;
  if (stream && accepted.some((type) => matches(type, 'text', 'event-stream'))) return;
  const json = accepted.find((type) => matches(type, 'application', 'json'));
  const page = accepted.find((type) => matches(type, 'text', 'html'));
  const prefersPage = page && (!json || precedence(page) > precedence(json));
  if (prefersPage && hasPages && !format) request.isPage = true;
  else if (json) request.indent = indentOf(json);
  else if (!page) throw new NotAcceptable();
}

/** Whether people get pages of a view: what has an envelope is for one family of clients alone. */
export function pagesOf({ options }: ViewDefinition, rest: Rest): boolean {
  return rest.options.browsable !== false && options.envelope === undefined;
}

/** `json`, `api`, ... of the query; null when none is asked for. DRF: URL_FORMAT_OVERRIDE */
function formatOf(request: RestRequest): string | null {
  if (!request.raw.originalUrl.includes('format=')) return null;
  return request.query.get('format') || null;
}

/** Whether an Accept header leaves nothing to negotiate. */
export function takesPlainJson(accept: string | undefined): boolean {
  return !accept || accept === '*/*' || PLAIN_JSON.test(accept);
}

function parseAccept(header: string): MediaType[] {
  return header
    .split(',', MOST_MEDIA_TYPES)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseMediaType);
}

function parseMediaType(entry: string): MediaType {
  const { type, params } = splitMediaType(entry);
  const slash = type.indexOf('/');
  return slash < 0
    ? { main: type, sub: '', params }
    : { main: type.slice(0, slash), sub: type.slice(slash + 1), params };
}

function matches({ main, sub }: MediaType, wantedMain: string, wantedSub: string): boolean {
  return (main === '*' || main === wantedMain) && (sub === '*' || sub === wantedSub);
}

/** The most specific first, as they came among equals. DRF: order_by_precedence. */
function byPrecedence(types: readonly MediaType[]): MediaType[] {
  return types.toSorted((a, b) => precedence(b) - precedence(a));
}

function precedence({ main, sub, params }: MediaType): number {
  if (main === '*') return 0;
  if (sub === '*') return 1;
  return [...params.keys()].every((name) => name === 'q') ? 2 : 3;
}

function indentOf({ params }: MediaType): number {
  const indent = Number(params.get('indent') ?? 0);
  return Number.isInteger(indent) ? Math.min(Math.max(indent, 0), WIDEST_INDENT) : 0;
}
