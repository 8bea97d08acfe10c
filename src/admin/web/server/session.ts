import { call, carryCsrfToken } from './http.ts';

export interface AdminUser {
  readonly id: number;
  readonly username: string;
  readonly is_superuser: boolean;
}

interface Session {
  readonly user: AdminUser | null;
  readonly csrf_token: string;
}

async function request(method: 'GET' | 'POST', body?: object): Promise<AdminUser | null> {
  const { data } = await call<Session>(method, 'session/', { body });
  carryCsrfToken(data.csrf_token);
  return data.user;
}

/** Who is signed in. */
export const currentUser = (): Promise<AdminUser | null> => request('GET');

/** @throws HttpError as the shop's sign-in refuses */
export const signIn = (username: string, password: string): Promise<AdminUser | null> =>
  request('POST', { username, password });

export async function signOut(): Promise<void> {
  await call('DELETE', 'session/');
  await currentUser();
}
