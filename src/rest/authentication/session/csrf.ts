import { randomBytes } from 'node:crypto';
import { PermissionDenied } from '../../exceptions.js';
import { QueryDict } from '../../parsers/index.js';
import { isSafe } from '../../permissions/permissions.js';
import type { RestRequest } from '../../request.js';
import { isSame, type Signer } from '../../signing.js';

/** DJANGO: settings.CSRF_COOKIE_NAME */
export const CSRF_COOKIE = 'csrftoken';
/** DJANGO: settings.CSRF_HEADER_NAME and the field that its template tag makes. */
const CSRF_HEADER = 'x-csrftoken';
const CSRF_FIELD = 'csrfmiddlewaretoken';

const NONCE = /^[\w-]{22}/;

/** A new token for the pages of one session; '' is the session of a browser without one. */
export function makeCsrfToken(session: string, signer: Signer): string {
  const nonce = randomBytes(16).toString('base64url');
  return nonce + signer.mark(nonce + session);
}

/** Whether the token was made for that session. */
export function isCsrfToken(token: string, session: string, signer: Signer): boolean {
  const nonce = NONCE.exec(token)?.[0];
  return nonce !== undefined && signer.isMark(nonce + session, token.slice(nonce.length));
}

/**
 * Makes sure that a page of ours sent the request, and not one that merely has the browser send its
 * cookies: it names the token of a cookie that other pages cannot read.
 *
 * DRF: SessionAuthentication.enforce_csrf; DJANGO: middleware.csrf.CsrfViewMiddleware
 *
 * @param cookie the token in the cookie, if any
 * @throws PermissionDenied
 */
export async function enforceCsrf(
  request: RestRequest,
  cookie: string | undefined,
  session: string,
  signer: Signer,
): Promise<void> {
  if (isSafe(request.method)) return;
  checkOrigin(request);
  if (cookie === undefined) throw refused('CSRF cookie not set.');
  const sent = await sentToken(request);
  const isRight = sent !== '' && isSame(cookie, sent) && isCsrfToken(cookie, session, signer);
  if (!isRight) throw refused('CSRF token missing or incorrect.');
}

function refused(reason: string): PermissionDenied {
  return new PermissionDenied(`CSRF Failed: ${reason}`);
}

/** A browser that tells where the request comes from must tell it comes from here. */
function checkOrigin(request: RestRequest): void {
  const { origin, referer } = request.raw.headers;
  const here = originOf(request.origin);
  if (origin !== undefined) {
    if (originOf(origin) === here) return;
    throw refused(`Origin checking failed - ${origin} does not match any trusted origins.`);
  }
  if (!here?.startsWith('https:')) return;
  if (referer === undefined) throw refused('Referer checking failed - no Referer.');
  if (originOf(referer) !== here) {
    throw refused(`Referer checking failed - ${referer} does not match any trusted origins.`);
  }
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** The token of the header, or of the field of a posted form. */
async function sentToken(request: RestRequest): Promise<string> {
  const header = request.raw.headers[CSRF_HEADER];
  if (typeof header === 'string') return header;
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(
    request.raw.headers['content-type'] ?? '',
  );
  if (request.method !== 'POST' || !isForm) return '';
  const data = await request.data();
  const field = data instanceof QueryDict ? data.get(CSRF_FIELD) : undefined;
  return typeof field === 'string' ? field : '';
}
