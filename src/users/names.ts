import { MOBILE } from '../verifications/index.js';

export { MOBILE };

/** What the user-name URLs of the storefronts take. */
export const USERNAME_IN_URL = /^[\p{L}\p{N}_]{5,20}$/u;

/** What people put between the digits of a number, and the country's code before it. */
const SEPARATORS = /[-+._@\s]/g;
const COUNTRY = /^(?:00)?86(?=1[3-9]\d{9}$)/;

export function isMobile(text: string): boolean {
  return MOBILE.test(text);
}

/** Whether people would take the text for a mobile number, however it is written. */
export function looksLikeMobile(text: string): boolean {
  return isMobile(text.replaceAll(SEPARATORS, '').replace(COUNTRY, ''));
}

/** Whether the text reads as an e-mail address, right or wrong. */
export function isAddress(text: string): boolean {
  return text.includes('@');
}

/** Mail providers do not tell upper from lower case, so that an address is kept in lower case. */
export function normaliseEmail(email: string): string {
  return email.toLowerCase();
}

/**
 * The one form of a username that is stored, compared and looked up: full-width, composed and
 * ligature forms are the plain ones, and an address is in lower case. As PRECIS prepares usernames
 * (RFC 8265, UsernameCasePreserved); what it forbids is refused where a name is chosen.
 *
 * DJANGO: AbstractBaseUser.normalize_username
 */
export function normaliseUsername(username: string): string {
  const normal = username.normalize('NFKC');
  return isAddress(normal) ? normaliseEmail(normal) : normal;
}
