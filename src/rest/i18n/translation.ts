import type { Language } from './language.js';

/** The wording of one message; `{name}` stands for a parameter. */
export interface Translation {
  readonly en: string;
  readonly [language: Language]: string | undefined;
}

/** A message DRF has not translated: every language shows the English. */
export const untranslated = (text: string): Translation => ({ en: text, 'zh-hans': text });

/** A message in both languages of the layer. */
export const translated = (en: string, zhHans: string): Translation => ({ en, 'zh-hans': zhHans });
