/** A zone of a hall: seats of one price. */
export interface Zone {
  readonly number: number;
  readonly name: string;
  readonly color: string;
}

/** What is at a place: an aisle, a seat of a zone, a half of a couple seat, a wheelchair place. */
export type Place = string;

export const AISLE: Place = '.';
export const LEFT: Place = '<';
export const RIGHT: Place = '>';
export const WHEELCHAIR: Place = 'W';

/** A hall as somebody draws it. */
export interface Drawing {
  readonly screen: string;
  /** The zone that couple seats are in. */
  readonly coupleZone: number;
  readonly zones: readonly Zone[];
  /** Lines of places, all of one length. */
  readonly places: readonly (readonly Place[])[];
}

/** Most places of a line and most lines that a drawing may have. */
export const MOST = { cols: 60, rows: 60 };

const COLORS = [
  '#8bc34a',
  '#e91e63',
  '#03a9f4',
  '#ff9800',
  '#9c27b0',
  '#795548',
  '#607d8b',
  '#fbc02d',
  '#009688',
];

const NOTHING: Drawing = {
  screen: '银幕中央',
  coupleZone: 1,
  zones: [{ number: 1, name: '普通区', color: COLORS[0]! }],
  places: Array.from({ length: 8 }, () => Array.from({ length: 12 }, () => '1')),
};

const ZONE = /^zone ([1-9]) (\S+) (#[\da-f]{6})$/i;

/** Reads the text that the shop keeps of a hall; what it does not know is an aisle. */
export function readDrawing(text: string): Drawing {
  if (text.trim() === '') return NOTHING;
  const [head = '', body = ''] = text.split(/^---$/m, 2);
  const zones: Zone[] = [];
  let { screen, coupleZone } = NOTHING;
  for (const line of head.split('\n').map((one) => one.trim())) {
    const [, number, name, color] = ZONE.exec(line) ?? [];
    if (name && color) zones.push({ number: Number(number), name, color });
    else if (line.startsWith('screen ')) screen = line.slice('screen '.length);
    else if (line.startsWith('couple ')) coupleZone = Number(line.slice('couple '.length)) || 1;
  }
  const lines = body.replace(/^\n/, '').trimEnd().split('\n');
  const cols = Math.max(1, ...lines.map((line) => line.length));
  const places = lines.map((line) =>
    [...line.padEnd(cols, AISLE)].map((sign) => (sign === ' ' ? AISLE : sign)),
  );
  return { screen, coupleZone, zones: zones.length > 0 ? zones : NOTHING.zones, places };
}

/** The text of a drawing, as the shop reads it. */
export function writeDrawing({ screen, coupleZone, zones, places }: Drawing): string {
  return [
    `screen ${screen}`,
    ...zones.map(
      ({ number, name, color }) =>
        `zone ${number} ${name.replaceAll(/\s+/g, '') || number} ${color}`,
    ),
    `couple ${coupleZone}`,
    '---',
    ...places.map((line) => line.join('')),
  ].join('\n');
}

/** Seats of a zone; couple seats count as two. */
export function seatsOf({ places, coupleZone, zones }: Drawing, zone: number): number {
  const first = zones[0]?.number;
  return places.flat().filter((place) => {
    if (place === LEFT || place === RIGHT) return zone === coupleZone;
    return place === WHEELCHAIR ? zone === first : place === String(zone);
  }).length;
}

/** The drawing with one place another; halves of couple seats come and go together. */
export function painted(drawing: Drawing, row: number, col: number, place: Place): Drawing {
  const line = drawing.places[row];
  if (!line?.[col]) return drawing;
  const next = [...line];
  const clear = (at: number) => {
    if (next[at] === LEFT && next[at + 1] === RIGHT) next[at + 1] = AISLE;
    if (next[at] === RIGHT && next[at - 1] === LEFT) next[at - 1] = AISLE;
    next[at] = AISLE;
  };
  if (place === LEFT) {
    if (col + 1 >= next.length || (next[col] === LEFT && next[col + 1] === RIGHT)) return drawing;
    clear(col);
    clear(col + 1);
    next[col] = LEFT;
    next[col + 1] = RIGHT;
  } else {
    if (next[col] === place) return drawing;
    clear(col);
    next[col] = place;
  }
  return { ...drawing, places: drawing.places.with(row, next) };
}

/** The drawing with more lines or places, all aisles, or fewer. */
export function resized(drawing: Drawing, rows: number, cols: number): Drawing {
  const height = Math.min(Math.max(1, rows), MOST.rows);
  const width = Math.min(Math.max(1, cols), MOST.cols);
  const places = Array.from({ length: height }, (_line, row) =>
    Array.from({ length: width }, (_place, col) => drawing.places[row]?.[col] ?? AISLE),
  );
  // Half a couple seat may be left at the edge.
  for (const line of places) if (line.at(-1) === LEFT) line[width - 1] = AISLE;
  return { ...drawing, places };
}

/** The drawing with one zone more; it has nine at most. */
export function withZone(drawing: Drawing, name: string): Drawing {
  const number = [1, 2, 3, 4, 5, 6, 7, 8, 9].find(
    (one) => !drawing.zones.some((zone) => zone.number === one),
  );
  if (!number) return drawing;
  return {
    ...drawing,
    zones: [...drawing.zones, { number, name: `${name}${number}`, color: COLORS[number - 1]! }],
  };
}

/** The drawing without a zone; its seats become aisles. */
export function withoutZone(drawing: Drawing, number: number): Drawing {
  const zones = drawing.zones.filter((zone) => zone.number !== number);
  const first = zones[0]?.number;
  if (!first) return drawing;
  const coupleZone = drawing.coupleZone === number ? first : drawing.coupleZone;
  const places = drawing.places.map((line) =>
    line.map((place) => (place === String(number) ? AISLE : place)),
  );
  return { ...drawing, zones, coupleZone, places };
}
