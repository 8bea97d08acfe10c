import { ValidationError } from '../rest/index.js';
import { MESSAGES } from './users.messages.js';
import { isAddress, looksLikeMobile, normaliseEmail } from './names.js';

/** From this length on, in characters, a password may consist of digits alone. */
const NUMERIC_LENGTH = 8;

/**
 * Refuses passwords that are guessed first.
 *
 * DJANGO: password_validation.NumericPasswordValidator, UserAttributeSimilarityValidator
 *
 * @throws ValidationError
 */
export function refuseWeakPassword(password: string, username: string | undefined): void {
  if (/^\d+$/.test(password) && password.length < NUMERIC_LENGTH) {
    throw new ValidationError(MESSAGES.passwordIsNumber);
  }
  if (password.toLowerCase() === username?.toLowerCase()) {
    throw new ValidationError(MESSAGES.passwordIsUsername);
  }
}

/**
 * Refuses a username that reads as a mobile number or an e-mail address but is not the user's own:
 * people sign in with these, and nobody shall stand in another's way.
 *
 * @param own the proven contacts, or those that are proven together with the name
 * @throws ValidationError
 */
export function refuseOthersContact(
  username: string,
  own: { readonly mobile?: string | null; readonly email?: string | null },
): void {
  const isOthersMobile = looksLikeMobile(username) && username !== own.mobile;
  const isOthersAddress = isAddress(username) && normaliseEmail(username) !== own.email;
  if (isOthersMobile || isOthersAddress) throw new ValidationError(MESSAGES.usernameIsSomebodys);
}
