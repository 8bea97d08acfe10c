/** Where people sign in and out. DRF: rest_framework.urls */
export const SIGN_IN_PATH = 'api-auth/login';
export const SIGN_OUT_PATH = 'api-auth/logout';

/** Longest way back that is remembered, in characters. */
const LONGEST = 2000;

/**
 * Where to go after signing in or out: a path of this API, whatever was asked for.
 *
 * DJANGO: django.utils.http.url_has_allowed_host_and_scheme
 *
 * @param origin of this API, e.g. `http://localhost:8000`
 */
export function ownPath(wanted: unknown, origin: string): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST) return '/';
  // Browsers take a backslash for a slash and drop line breaks: `/\evil` would be another host.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted) || !URL.canParse(wanted, origin)) return '/';
  const { pathname, search, origin: target } = new URL(wanted, origin);
  return target === new URL(origin).origin && !pathname.startsWith('//') ? pathname + search : '/';
}
