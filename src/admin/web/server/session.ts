import { call, carryCsrfToken, renewCsrfTokenBy } from './http.ts';

export interface AdminUser {
  readonly id: number;
  readonly username: string;
  readonly is_superuser: boolean;
}

interface Session {
  readonly user: AdminUser | null;
  readonly csrf_token: string;
}

/** Whom the pages are for: in another window somebody else may have signed in since. */
let owner: number | undefined;

async function request(method: 'GET' | 'POST', body?: object): Promise<AdminUser | null> {
  const { data } = await call<Session>(method, 'session/', { body });
  carryCsrfToken(data.csrf_token);
  return data.user;
}

async function opened(user: Promise<AdminUser | null>): Promise<AdminUser | null> {
  const entered = await user;
  owner = entered?.id;
  return entered;
}

/** Whether whoever the pages are for is signed in as ever; asks for the token of the session. */
export async function isStillSignedIn(): Promise<boolean> {
  const user = await request('GET');
  return user !== null && user.id === owner;
}

renewCsrfTokenBy(isStillSignedIn);

/** Who is signed in now. */
export const currentUser = (): Promise<AdminUser | null> => request('GET');

/** Who is signed in: the pages are for them from now on. */
export const openSession = (): Promise<AdminUser | null> => opened(request('GET'));

/** @throws HttpError as the shop's sign-in refuses */
export const signIn = (username: string, password: string): Promise<AdminUser | null> =>
  opened(request('POST', { username, password }));

export async function signOut(): Promise<void> {
  await call('DELETE', 'session/');
  await openSession();
}
