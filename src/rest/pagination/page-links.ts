/** The way from one page of a list to others, as people go it. */
export interface PageLinks {
  /** null: there is none. */
  readonly previous: string | null;
  readonly next: string | null;
  /** Pages by number, null for a gap; absent where pages have none. */
  readonly numbers?: readonly (NumberedPage | null)[];
}

export interface NumberedPage {
  readonly number: number;
  readonly url: string;
  readonly isCurrent: boolean;
}

/** The links in an envelope; null for an answer that is none, or is the only page. */
export function linksOf(answer: unknown): PageLinks | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { next = null, previous = null } = answer as { next?: unknown; previous?: unknown };
  const links = { next: textOrNull(next), previous: textOrNull(previous) };
  return links.next === null && links.previous === null ? null : links;
}

/**
 * `1 2 3 … 24`: the first, the last, and those around the current page.
 *
 * @param url of the page of a number
 *
 * DRF: pagination._get_displayed_page_numbers and _get_page_links
 */
export function numberedPages(
  current: number,
  last: number,
  url: (page: number) => string,
): (NumberedPage | null)[] {
  const wanted = new Set([1, current - 1, current, current + 1, last]);
  if (current <= 4) wanted.add(2).add(3);
  if (current >= last - 3) wanted.add(last - 1).add(last - 2);
  const shown = [...wanted].filter((page) => page >= 1 && page <= last).sort((a, b) => a - b);
  return shown.flatMap((number, index) => {
    const page = { number, url: url(number), isCurrent: number === current };
    return index > 0 && number - shown[index - 1]! > 1 ? [null, page] : [page];
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
