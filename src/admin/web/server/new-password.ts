import { commonHeaders, failure } from './http.ts';

/** What the link of a mail carries behind its hash. */
export interface PasswordLink {
  readonly user: string;
  readonly token: string;
}

/** The link that the page was opened by; undefined when it is another page. */
export function passwordLink({ pathname, hash }: Location): PasswordLink | undefined {
  if (pathname.replace(/\/$/, '') !== '/admin/new-password') return undefined;
  const parameters = new URLSearchParams(hash.slice(1));
  return { user: parameters.get('user') ?? '', token: parameters.get('token') ?? '' };
}

/** @throws HttpError when the link works no more, or the password is not good enough */
export async function setPassword(
  { user, token }: PasswordLink,
  password: string,
  password2: string,
): Promise<void> {
  const response = await fetch(`/users/${encodeURIComponent(user)}/password/`, {
    method: 'POST',
    credentials: 'omit',
    headers: { ...commonHeaders('GET'), 'Content-Type': 'application/json' },
    body: JSON.stringify({ access_token: token, password, password2 }),
  });
  if (response.ok) return;
  const data: unknown = await response.json().catch(() => undefined);
  throw failure(response.status, data);
}
