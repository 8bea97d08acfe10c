import { LRUCache } from 'lru-cache';

/** A language the API answers in. */
export type Language = 'zh-hans' | 'en';

export const DEFAULT_LANGUAGE: Language = 'zh-hans';

/** Browsers send shorter ones; longer headers are parsed but not remembered. */
const MEMOISED_LENGTH = 200;
const memo = new LRUCache<string, Language>({ max: 200 });

/**
 * The language to answer in: Chinese unless the header prefers English to Chinese.
 *
 * @param acceptLanguage value of the Accept-Language header
 *
 * DRF: django.utils.translation.get_language_from_request
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return DEFAULT_LANGUAGE;
  const known = memo.get(acceptLanguage);
  if (known) return known;
  const language = preferred(acceptLanguage);
  if (acceptLanguage.length <= MEMOISED_LENGTH) memo.set(acceptLanguage, language);
  return language;
}

function preferred(header: string): Language {
  let english = 0;
  let chinese = 0;
  let any = 0;
  let englishCameFirst = false;
  for (const range of header.split(',')) {
    const [tag = '', ...params] = range.trim().toLowerCase().split(';');
    const weight = weightOf(params);
    const primary = tag.trim().split('-')[0];
    if (primary === 'en') {
      englishCameFirst ||= chinese === 0;
      english = Math.max(english, weight);
    } else if (primary === 'zh') {
      chinese = Math.max(chinese, weight);
    } else if (primary === '*') {
      any = Math.max(any, weight);
    }
  }
  chinese ||= any;
  return english > chinese || (english > 0 && english === chinese && englishCameFirst)
    ? 'en'
    : DEFAULT_LANGUAGE;
}

/** The q-value, 1 when absent; a malformed one counts as 0. */
function weightOf(params: string[]): number {
  const parameter = params.map((text) => text.trim()).find((text) => text.startsWith('q='));
  if (parameter === undefined) return 1;
  const weight = Number(parameter.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
