import { HttpError, type AuthProvider } from 'react-admin';
import { currentUser, isStillSignedIn, signOut, type AdminUser } from './session.ts';

/** Whom the pages are for. */
export interface Session {
  readonly user: AdminUser | null;
  /** They must sign in again; what they were doing is still there. */
  readonly hasExpired: boolean;
}

/** Told that somebody else is signed in, or nobody, or that the session has expired. */
type Listener = (change: AdminUser | 'signed out' | 'expired') => void;

const listeners = new Set<Listener>();

export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(change: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(change);
}

/** True where an answer may say that nobody is signed in any more. */
const refusesAll = (error: unknown): boolean =>
  error instanceof HttpError && (error.status === 401 || error.status === 403);

/** Asks again who is signed in after an answer that refused; the page stays as it is. */
export async function checkSignedIn(error: unknown): Promise<void> {
  if (!refusesAll(error)) return;
  try {
    if (!(await isStillSignedIn())) tell('expired');
  } catch {
    // Nobody can tell now; the next refusal asks again.
  }
}

/**
 * Sessions as react-admin wants them. Whose session has expired gets the dialog of the shell, above
 * the page as it is: what was typed is still there afterwards.
 */
export const authProvider: AuthProvider = {
  login: () => Promise.resolve(),
  checkAuth: () => Promise.resolve(),
  checkError: (error) => checkSignedIn(error),
  getPermissions: () => Promise.resolve(undefined),
  async getIdentity() {
    const user = await currentUser();
    return { id: user?.id ?? '', fullName: user?.username };
  },
  async logout() {
    await signOut();
    tell('signed out');
    return false;
  },
};
