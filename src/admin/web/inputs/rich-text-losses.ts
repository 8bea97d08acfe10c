/** Tags that the editor has a format for, or turns into one that means the same. */
const TAGS = new Set(
  'A B BLOCKQUOTE BR DEL DIV EM H1 H2 H3 H4 H5 H6 I IMG LI OL P S SPAN STRIKE STRONG U UL'.split(
    ' ',
  ),
);
/** Tags of tables; the editor has those whose cells are lines of text, and knows no others. */
const TABLE_TAGS = new Set(['TABLE', 'TBODY', 'TR', 'TD']);
/** What may stand in a cell. */
const INLINE = new Set('A B BR DEL EM I IMG S SPAN STRIKE STRONG U'.split(' '));

/** True where the editor keeps all of a table: one body of rows as long as one another. */
function isPlain(table: HTMLTableElement): boolean {
  const rows = [...table.rows];
  const [first] = rows;
  const cells = rows.flatMap((row) => [...row.cells]);
  const bare = [table, ...table.tBodies, ...rows, ...cells];
  return (
    first !== undefined &&
    first.cells.length > 0 &&
    table.tBodies.length === 1 &&
    table.tBodies[0]!.rows.length === rows.length &&
    table.nextElementSibling?.tagName !== 'TABLE' &&
    rows.every((row) => row.cells.length === first.cells.length) &&
    cells.every(
      (cell) =>
        cell.tagName === 'TD' &&
        [...cell.querySelectorAll('*')].every(({ tagName }) => INLINE.has(tagName)),
    ) &&
    bare.every(({ attributes }) => [...attributes].every(({ value }) => value === ''))
  );
}

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
    const table = TABLE_TAGS.has(tagName) ? element.closest('table') : null;
    if (table && isPlain(table)) continue;
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
