import polyglotI18nProvider from 'ra-i18n-polyglot';
import english from 'ra-language-english';
import chinese from 'ra-language-chinese';
import { mergeTranslations } from 'react-admin';
import { CHINESE_HOLES } from './chinese-holes.ts';
import { TEXTS } from './texts.ts';

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
export function firstLocale(): string {
  const kept = localStorage.getItem(KEPT);
  if (kept && LOCALES.some(({ locale }) => locale === kept)) return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-hans';
}

export function keepLocale(locale: string): void {
  localStorage.setItem(KEPT, locale);
}

export const i18nProvider = polyglotI18nProvider(
  (locale) => (locale === 'en' ? MESSAGES_BY_LOCALE.en : MESSAGES_BY_LOCALE['zh-hans']),
  firstLocale(),
  LOCALES,
  { allowMissing: true },
);
