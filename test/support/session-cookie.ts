import { createHash, randomBytes } from 'node:crypto';
import { Rest, SessionStore, Signer } from '../../src/rest/index.js';
import type { User } from '../../src/users/entities/index.js';
import type { TestApp } from './app.js';
import { FROM_PAGES } from './session-pages.js';

/** The cookie of a browser that the user has signed in with, without asking for a password. */
export async function sessionCookie(
  app: TestApp,
  user: User,
): Promise<{ name: string; value: string }> {
  const id = randomBytes(32).toString('base64url');
  const key = createHash('sha256').update(id).digest('base64url');
  await app.nest.get(SessionStore).insert(key, user, new Date(), false);
  const { secretKeys } = app.nest.get(Rest).options;
  const mark = new Signer(secretKeys, 'rest: session').mark(id);
  return { name: 'sessionid', value: `${id}.${mark}` };
}

/** What a page sends of such a browser. */
export async function bySession(app: TestApp, user: User): Promise<Record<string, string>> {
  const { name, value } = await sessionCookie(app, user);
  return { ...FROM_PAGES, Cookie: `${name}=${value}` };
}
