const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text's beginning that fits into so many code points, never ending within a character. */
export function cutText(text: string, maxLength: number): string {
  let [cut, length] = ['', 0];
  for (const { segment } of characters.segment(text)) {
    length += [...segment].length;
    if (length > maxLength) break;
    cut += segment;
  }
  return cut;
}
