import { parsedMediaTypes } from '../../parsers/parse-body.js';
import type { RestRequest } from '../../request.js';
import type { ViewRegistry } from '../../viewsets/view-registry.js';
import type { Offer, Offers } from '../offers.js';
import { currentData, initialData, isObject, sentData, type Data } from './data.js';
import { fieldModels } from './fields.js';
import type { FormModel } from './form.js';

/** What became of the request, for the forms. */
export interface Outcome {
  readonly status: number;
  /** The body of the answer, as JSON data. */
  readonly body: unknown;
}

/** What a raw body may be. */
const RAW_TYPES = parsedMediaTypes.filter((type) => !type.startsWith('multipart/'));

const NO_ERRORS: ReadonlyMap<string, readonly string[]> = new Map();

/** The form for a new object; null where the client may not POST. */
export async function postForm(
  request: RestRequest,
  offers: Offers,
  outcome: Outcome,
  views: ViewRegistry,
): Promise<FormModel | null> {
  const offer = offers.get('POST');
  if (!offer) return null;
  const { input } = offer;
  if (!input) return { raw: rawModel(['POST'], {}) };
  const failed = await failure(request, ['POST'], outcome);
  const initial = initialData(input);
  const data = { ...initial, ...failed?.sent };
  const fields = await fieldModels(input, offer, data, failed?.errors ?? NO_ERRORS, views);
  return {
    form: { verb: 'POST', fields, errors: rest(failed?.errors, fields) },
    raw: rawModel(['POST'], failed?.isRaw ? data : initial),
  };
}

/** The forms for the object there is; null where the client may not change it. */
export async function changeForm(
  request: RestRequest,
  offers: Offers,
  outcome: Outcome,
  views: ViewRegistry,
): Promise<FormModel | null> {
  const verbs = ['PUT', 'PATCH', 'DELETE'].filter((verb) => hasBody(verb, offers.get(verb)));
  const offer = offers.get(verbs[0] ?? '');
  if (!offer) return null;
  const { input } = offer;
  if (!input) return { raw: rawModel(verbs, {}) };
  const failed = await failure(request, verbs, outcome);
  const shown = await shownObject(request, outcome, views);
  const stored = isObject(offer.object) ? offer.object : {};
  const current = {
    ...initialData(input),
    ...currentData(input, shown, stored, request.localTime),
  };
  const data = { ...current, ...failed?.sent };
  const raw = rawModel(verbs, failed?.isRaw ? data : current);
  if (verbs[0] !== 'PUT') return { raw };
  const fields = await fieldModels(input, offer, data, failed?.errors ?? NO_ERRORS, views);
  return { form: { verb: 'PUT', fields, errors: rest(failed?.errors, fields) }, raw };
}

/** A DELETE has a body only where it says so. */
function hasBody(verb: string, offer: Offer | undefined): boolean {
  return offer !== undefined && (verb !== 'DELETE' || offer.input !== undefined);
}

function rawModel(verbs: readonly string[], data: Data): FormModel['raw'] {
  const content = Object.keys(data).length > 0 ? JSON.stringify(data, undefined, 4) : '';
  return { verbs, content, mediaTypes: RAW_TYPES };
}

/** What was sent and is wrong with it; null where the request was another one, or was not refused. */
async function failure(request: RestRequest, verbs: readonly string[], { status, body }: Outcome) {
  if (status !== 400 || !verbs.includes(request.method)) return null;
  // A body that cannot be read fills in nothing.
  const data = await request.data().catch(() => null);
  const sent = sentData(data);
  return { sent, isRaw: isObject(data) && sent !== null, errors: errorTexts(body) };
}

/** The object as the client sees it: the answer itself, or what a GET would give. */
async function shownObject(
  request: RestRequest,
  { status, body }: Outcome,
  views: ViewRegistry,
): Promise<Data> {
  const isAnswer = status < 300 && request.method !== 'OPTIONS' && isObject(body);
  if (isAnswer) return body;
  const { view, policy } = request;
  if (policy.route.actions.get('GET') !== 'retrieve') return {};
  const instance: unknown = views.instanceOf(view);
  if (!retrieves(instance)) return {};
  try {
    const shown = await instance.retrieve(request.as('GET', views.policy(view, 'retrieve')));
    return isObject(shown) ? shown : {};
  } catch {
    // Gone in the meantime, or for others' eyes.
    return {};
  }
}

function retrieves(view: unknown): view is { retrieve(request: RestRequest): Promise<unknown> } {
  return isObject(view) && typeof view.retrieve === 'function';
}

function errorTexts(body: unknown): Map<string, string[]> {
  if (Array.isArray(body)) return new Map([['non_field_errors', flatTexts(body)]]);
  if (!isObject(body)) return new Map();
  return new Map(Object.entries(body).map(([name, texts]) => [name, flatTexts(texts)]));
}

/** All texts in a tree of errors. */
export function flatTexts(texts: unknown): string[] {
  if (typeof texts === 'string') return [texts];
  if (Array.isArray(texts)) return texts.flatMap(flatTexts);
  return isObject(texts) ? Object.values(texts).flatMap(flatTexts) : [];
}

/** Errors of no field of the form. */
function rest(
  errors: ReadonlyMap<string, readonly string[]> | undefined,
  fields: readonly { readonly name: string }[],
): string[] {
  const names = new Set(fields.map(({ name }) => name));
  return [...(errors ?? [])].flatMap(([name, texts]) => (names.has(name) ? [] : texts));
}
