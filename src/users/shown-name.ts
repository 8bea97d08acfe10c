import { isAddress, looksLikeMobile } from './names.js';

/**
 * A user's name as strangers see it beside what the user says: of an anonymous one the first and
 * the last character. Names that somebody could be called or written to by are hidden likewise.
 */
export function shownName(username: string, isAnonymous: boolean): string {
  if (!isAnonymous && !isAddress(username) && !looksLikeMobile(username)) return username;
  const characters = [...username];
  return `${characters[0] ?? ''}***${characters.at(-1) ?? ''}`;
}
