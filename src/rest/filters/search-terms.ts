import { ValidationError } from '../exceptions.js';
import { message } from '../i18n/messages.js';
import { strip } from '../serializers/input/python.js';

/** More words than this are beyond any shopper and only make the query slow. */
const MOST_TERMS = 16;

/** Words, and phrases between quotes. DJANGO: django.utils.text.smart_split */
const SMART_SPLIT = /[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+|\S+/gsu;

/**
 * The words of a search parameter: separated by blanks and commas, a phrase between quotes kept
 * together. No word comes twice, and there are at most sixteen.
 *
 * DRF: rest_framework.filters.SearchFilter.get_search_terms, search_smart_split.
 *
 * @throws ValidationError for a null character
 */
export function searchTerms(parameter: string | undefined): string[] {
  const text = strip(parameter ?? '');
  if (text.includes('\0')) throw new ValidationError([message('null_characters_not_allowed')]);
  const terms = new Set<string>();
  for (const [token] of text.matchAll(SMART_SPLIT)) {
    for (const term of termsOf(token.replace(/^,+|,+$/g, ''))) {
      if (term !== '') terms.add(term);
      if (terms.size === MOST_TERMS) return [...terms];
    }
  }
  return [...terms];
}

function termsOf(token: string): string[] {
  const quote = token[0];
  const isPhrase = token.length > 1 && (quote === '"' || quote === "'") && token.endsWith(quote);
  if (!isPhrase) return token.split(',').map((term) => strip(term));
  const phrase = token.slice(1, -1);
  return [phrase.replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\')];
}
