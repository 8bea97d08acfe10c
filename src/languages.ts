import { Languages, message, type Message } from './rest/index.js';

/** The shop speaks Chinese, and English to those who prefer it. */
export const SHOP_LANGUAGES = new Languages(['zh-hans', 'en']);

/** A text in both languages of the shop. */
export function bilingual(en: string, zhHans: string): Message {
  return message({ en, 'zh-hans': zhHans });
}
