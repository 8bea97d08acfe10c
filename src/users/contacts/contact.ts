import type { CodeChannel } from '../../verifications/index.js';
import type { User } from '../entities/index.js';

/** Where a user can be reached. */
export type ContactKind = 'mobile' | 'email';

export const CONTACT_KINDS: readonly ContactKind[] = ['mobile', 'email'];

/** Column of the contact that waits for its proof, beside the proven one. */
export const PENDING = { mobile: 'pendingMobile', email: 'pendingEmail' } as const;

/** The contacts of a user, proven or not. */
export type Contacts = Pick<User, 'mobile' | 'pendingMobile' | 'email' | 'pendingEmail'>;

/** How a code gets there. */
export const CHANNEL: Readonly<Record<ContactKind, CodeChannel>> = {
  mobile: 'sms',
  email: 'email',
};

/** What the user sees: the contact given last, proven or not. */
export function shownContact(user: Contacts, kind: ContactKind): string | null {
  return user[PENDING[kind]] ?? user[kind];
}

/** Whether the contact that the user sees is a proven one. */
export function isShownProven(user: Contacts, kind: ContactKind): boolean {
  return user[kind] !== null && user[PENDING[kind]] === null;
}

/** A contact for people who may not be the owner: of a number the last two digits. */
export function maskedContact(contact: string): string {
  const [name = '', domain] = contact.split('@');
  if (domain !== undefined) return `${[...name][0] ?? ''}***@${domain}`;
  return contact.slice(-2).padStart(contact.length, '*');
}
