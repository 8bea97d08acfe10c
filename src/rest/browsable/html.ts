/** Markup that is safe to send: made by `html`, which escapes whatever is put into it. */
export class Html {
  /** @param text the markup; only `html` writes it */
  constructor(readonly text: string) {}
}

/** The end of a line, where it counts. */
export const NEWLINE = new Html('\n');

/** What may stand in a template: markup as it is, text escaped, nothing for null and booleans. */
export type Content = Html | string | number | boolean | null | undefined | readonly Content[];

/**
 * A piece of a page: `` html`<p title="${text}">${text}</p>` ``. Attributes stand between quotes.
 *
 * DJANGO: the autoescaping of its templates
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0]!;
  values.forEach((value, index) => {
    text += markupOf(value) + strings[index + 1]!;
  });
  return new Html(text);
}

function markupOf(value: Content): string {
  if (value instanceof Html) return value.text;
  if (isList(value)) return value.map(markupOf).join('');
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  return escape(String(value));
}

function isList(value: Content): value is readonly Content[] {
  return Array.isArray(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);
}
