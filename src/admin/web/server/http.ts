import { HttpError } from 'react-admin';
import { said } from '../i18n/i18n-provider.ts';
import { fieldErrors } from './field-errors.ts';

/** Where the API of the back office is. */
export const API = '/admin/api/';

export type Query = Readonly<Record<string, unknown>>;

interface CallOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer with its body read. */
export interface Answer<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
}

/** What every request carries. */
const common = { language: 'zh-hans', csrfToken: '' };

/** Looks for another token for unsafe requests; false: there is none for this user. */
type Renewal = () => Promise<boolean>;
let renew: Renewal = () => Promise.resolve(false);

/** Says how a token is looked for that the server takes, such as after signing in elsewhere. */
export function renewCsrfTokenBy(renewal: Renewal): void {
  renew = renewal;
}

/** Names the language that answers are to come in. */
export function speak(language: string): void {
  common.language = language;
}

/** Keeps the token that unsafe requests are to carry. */
export function carryCsrfToken(token: string): void {
  common.csrfToken = token;
}

export function commonHeaders(method: string): Record<string, string> {
  const headers = { Accept: 'application/json', 'Accept-Language': common.language };
  return method === 'GET' ? headers : { ...headers, 'X-CSRFToken': common.csrfToken };
}

/** `path` below the API with a query; what is undefined, null or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null && one !== '') parameters.append(name, String(one));
    }
  }
  const text = parameters.toString();
  return API + path + (text ? `?${text}` : '');
}

/**
 * Sends a request to the API.
 *
 * @throws HttpError whose message is the answer's `detail`, whose body is the answer's, with the
 *   complaints of a 400 by place in `body.errors`; its status is 0 where there is no answer
 */
export async function call<T>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer<T>> {
  let [response, text] = await ask(method, path, options);
  // The same user may have signed in anew in another window since the token was told.
  if (response.status === 403 && method !== 'GET' && (await renew())) {
    [response, text] = await ask(method, path, options);
  }
  const data = parsed(text);
  if (!response.ok) throw failure(response.status, data);
  // What the server answers is what the contract says.
  return { data: data as T, status: response.status, headers: response.headers };
}

async function ask(
  method: string,
  path: string,
  { query, body, headers, signal }: CallOptions,
): Promise<[Response, string]> {
  try {
    const response = await fetch(address(path, query), {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        ...commonHeaders(method),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return [response, await response.text()];
  } catch (error) {
    if (signal?.aborted) throw error;
    throw failure(0, undefined);
  }
}

/** The error that a request ends with that is refused, or, with the status 0, not answered. */
export function failure(status: number, data: unknown): HttpError {
  const body = typeof data === 'object' && data !== null ? data : {};
  const detail = 'detail' in body && typeof body.detail === 'string' ? body.detail : '';
  const errors = status === 400 ? fieldErrors(data) : undefined;
  const message = detail || said(status ? 'failed' : 'offline', { status });
  return new HttpError(message, status, { ...body, errors });
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
