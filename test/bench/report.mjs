const COLUMNS = [
  'request',
  'req/s',
  'p50 ms',
  'p99 ms',
  'anchor req/s',
  'of anchor',
  'floor',
  'RSS MB',
];

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {import('./driver.mjs').Measurement} shop
 * @property {import('./driver.mjs').Measurement | null} anchor
 * @property {number | null} share of the anchor's rate: the median of the rounds' shares
 * @property {string} [floor] what is a defect below (or, of a time, above)
 * @property {number} memory bytes
 */

/**
 * The table of all requests as text.
 *
 * @param {Line[]} lines
 */
export function table(lines) {
  const cells = lines.map(({ name, shop, anchor, share, floor, memory }) => [
    name,
    rate(shop.rate),
    milliseconds(shop.p50),
    milliseconds(shop.p99),
    anchor ? rate(anchor.rate) : '-',
    share ? `${Math.round(100 * share)} %` : '-',
    floor ?? '-',
    megabytes(memory),
  ]);
  const rows = [COLUMNS, ...cells];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(([name, ...figures]) =>
      [name.padEnd(widths[0]), ...figures.map((cell, i) => cell.padStart(widths[i + 1]))].join(
        '  ',
      ),
    )
    .join('\n');
}

/** @param {number} perSecond */
export function rate(perSecond) {
  return perSecond < 100 ? perSecond.toFixed(1) : perSecond.toFixed(0);
}

/** @param {number} value milliseconds */
export function milliseconds(value) {
  return value.toFixed(value < 10 ? 2 : 1);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return (bytes / 1024 / 1024).toFixed(0);
}
