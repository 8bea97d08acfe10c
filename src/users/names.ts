import { MOBILE } from '../verifications/index.js';

export { MOBILE };

/** What the user-name URLs of the storefronts take. */
export const USERNAME_IN_URL = /^[\p{L}\p{N}_]{5,20}$/u;

export function isMobile(text: string): boolean {
  return MOBILE.test(text);
}

/** Whether the text reads as an e-mail address, right or wrong. */
export function isAddress(text: string): boolean {
  return text.includes('@');
}

/** Mail providers do not tell upper from lower case, so that an address is kept in lower case. */
export function normaliseEmail(email: string): string {
  return email.toLowerCase();
}
