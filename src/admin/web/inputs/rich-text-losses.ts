/** Tags that the editor has a format for, or turns into one that means the same. */
const TAGS = new Set(
  'A B BLOCKQUOTE BR DEL DIV EM H1 H2 H3 H4 H5 H6 I IMG LI OL P S SPAN STRIKE STRONG U UL'.split(
    ' ',
  ),
);
/** What of their attributes it keeps, besides `style`. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  A: ['href', 'target', 'rel'],
  IMG: ['src', 'alt', 'title', 'width', 'height', 'style'],
};
const STYLES = new Set(['color', 'background-color', 'font-size', 'text-align']);

/**
 * What of a text the editor would drop: tags, attributes and styles that it has no format for.
 *
 * @returns their names, such as `table` or `float`; empty: it keeps everything
 */
export function lossesOf(html: string): string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const losses = new Set<string>();
  for (const element of body.querySelectorAll<HTMLElement>('*')) {
    const { tagName, style } = element;
    if (!TAGS.has(tagName)) {
      // Of a table the whole is named, not its parts.
      losses.add((element.closest('table') ?? element).tagName.toLowerCase());
      continue;
    }
    const kept = ATTRIBUTES[tagName] ?? [];
    for (const { name, value } of element.attributes) {
      if (name !== 'style' && value !== '' && !kept.includes(name)) losses.add(name);
    }
    if (kept.includes('style')) continue;
    for (const property of style) if (!STYLES.has(property)) losses.add(property);
  }
  return [...losses];
}
