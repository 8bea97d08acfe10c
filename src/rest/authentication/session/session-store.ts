import type { RestUser } from '../authentication.js';

/** A browser that somebody has signed in with. */
export interface Session {
  readonly user: RestUser;
  readonly createdAt: Date;
  /** About when it was last used. */
  readonly seenAt: Date;
  /** Stays for its whole time, used or not. */
  readonly isRemembered: boolean;
}

/**
 * Keeps sessions; a project provides its own. It knows them by a fingerprint of what the browser
 * has, so that whoever reads the store can sign in with nothing of it.
 *
 * DJANGO: django.contrib.sessions.backends.base.SessionBase
 */
export abstract class SessionStore {
  abstract insert(key: string, user: RestUser, now: Date, isRemembered: boolean): Promise<void>;

  /** @returns null when there is none, or its user may not sign in any more */
  abstract find(key: string): Promise<Session | null>;

  /** Notes that the session is in use. */
  abstract touch(key: string, now: Date): Promise<void>;

  abstract delete(key: string): Promise<void>;
}
