import { LRUCache } from 'lru-cache';

/** Code of a language the API answers in, e.g. `en` or `zh-hans`. */
export type Language = string;

/** Browsers send shorter ones; longer headers are parsed but not remembered. */
const MEMOISED_LENGTH = 200;

/** What an Accept-Language header says of one language. */
interface Wish {
  readonly weight: number;
  readonly position: number;
}

/**
 * The languages an API answers in.
 *
 * DJANGO: the settings LANGUAGES and LANGUAGE_CODE
 */
export class Languages {
  private readonly memo = new LRUCache<string, Language>({ max: 200 });

  /**
   * @param offered codes of languages that messages are in
   * @param preferred the one for clients who ask for none of them; default: the first
   */
  constructor(
    readonly offered: readonly [Language, ...Language[]],
    readonly preferred: Language = offered[0],
  ) {}

  /**
   * The language to answer in.
   *
   * @param acceptLanguage value of the Accept-Language header
   *
   * DRF: django.utils.translation.get_language_from_request
   */
  of(acceptLanguage: string | undefined): Language {
    if (!acceptLanguage) return this.preferred;
    const known = this.memo.get(acceptLanguage);
    if (known) return known;
    const language = this.choose(acceptLanguage);
    if (acceptLanguage.length <= MEMOISED_LENGTH) this.memo.set(acceptLanguage, language);
    return language;
  }

  private choose(header: string): Language {
    const wishes = new Map<Language, Wish>();
    let any = 0;
    for (const [position, range] of header.split(',').entries()) {
      const [tag = '', ...params] = range.trim().toLowerCase().split(';');
      const weight = weightOf(params);
      if (tag.trim() === '*') any = Math.max(any, weight);
      for (const language of this.offered) {
        if (primary(tag) !== primary(language)) continue;
        const before = wishes.get(language);
        if (!before) wishes.set(language, { weight, position });
        else if (weight > before.weight) wishes.set(language, { ...before, weight });
      }
    }
    // Whoever takes any language is given the preferred one.
    if (!wishes.get(this.preferred)?.weight) {
      wishes.set(this.preferred, { weight: any, position: Number.POSITIVE_INFINITY });
    }
    const [best] = [...wishes].sort(
      ([, a], [, b]) => b.weight - a.weight || a.position - b.position,
    );
    return best![1].weight > 0 ? best![0] : this.preferred;
  }
}

function primary(tag: string): string {
  return tag.trim().split('-', 1)[0]!;
}

/** The q-value, 1 when absent; a malformed one counts as 0. */
function weightOf(params: string[]): number {
  const parameter = params.map((text) => text.trim()).find((text) => text.startsWith('q='));
  if (parameter === undefined) return 1;
  const weight = Number(parameter.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
