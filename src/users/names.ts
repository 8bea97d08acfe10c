/** A mobile number of mainland China. */
export const MOBILE = /^1[3-9]\d{9}$/;

/** What the user-name URLs of the storefronts take. */
export const USERNAME_IN_URL = /^[\p{L}\p{M}\p{N}_]{5,20}$/u;

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
