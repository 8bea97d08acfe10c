import { PasswordField } from '../fields.js';
import { MESSAGES } from '../users.messages.js';

/** A password as these storefronts demand it: 8 to 20 characters. */
export function MeiduoPasswordField(): PropertyDecorator {
  const messages = { min_length: MESSAGES.passwordLength, max_length: MESSAGES.passwordLength };
  return PasswordField({ minLength: 8, maxLength: 20, messages });
}
