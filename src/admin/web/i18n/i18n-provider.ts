import polyglotI18nProvider from 'ra-i18n-polyglot';
import english from 'ra-language-english';
import chinese from 'ra-language-chinese';
import { useSyncExternalStore } from 'react';
import { mergeTranslations, type I18nProvider } from 'react-admin';
import { CHINESE_HOLES } from './chinese-holes.ts';
import { TEXTS, type TextKey } from './texts.ts';

/** Languages of the pages, as the server and browsers call them. */
export const LOCALES = [
  { locale: 'zh-hans', name: '中文' },
  { locale: 'en', name: 'English' },
];

/** Where the last choice is kept. */
const KEPT = 'admin.locale';

const own = (index: 0 | 1) =>
  Object.fromEntries(Object.entries(TEXTS).map(([key, pair]) => [key, pair[index]]));

export const MESSAGES_BY_LOCALE = {
  en: mergeTranslations(english, { admin: own(0) }),
  'zh-hans': mergeTranslations(chinese, CHINESE_HOLES, { admin: own(1) }),
};

/** The language chosen here before, else the browser's, else Chinese. */
function firstLanguage(): string {
  const kept = localStorage.getItem(KEPT);
  if (kept && LOCALES.some(({ locale }) => locale === kept)) return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-hans';
}

const providers = new Map(
  Object.entries(MESSAGES_BY_LOCALE).map(([locale, messages]) => [
    locale,
    polyglotI18nProvider(() => messages, locale, LOCALES, { allowMissing: true }),
  ]),
);

let language = firstLanguage();
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The language of this window. */
export const useLanguage = (): string => useSyncExternalStore(listen, () => language);

/**
 * Changes the language of this window, and of those that are opened later. Not by react-admin's own
 * way, which begins all windows anew: what is typed there would be lost.
 */
export function chooseLanguage(chosen: string): void {
  language = chosen;
  localStorage.setItem(KEPT, chosen);
  for (const listener of listeners) listener();
}

/** The words of a language. */
export const wordsOf = (chosen: string): I18nProvider => providers.get(chosen)!;

/** Says something of the pages' own outside of what React draws. */
export const said = (key: TextKey, words: object): string =>
  wordsOf(language).translate(`admin.${key}`, words);
