import type { browsableTexts } from '../i18n/browsable-texts.js';
import { message, type Language, type MessageParams } from '../i18n/messages.js';

/** The texts of a page in its language. */
export type Texts = (key: keyof typeof browsableTexts, params?: MessageParams) => string;

/** @returns what gives the texts in that language */
export function textsIn(language: Language): Texts {
  return (key, params) => message(key, params).in(language);
}
