import { cutText } from '../../infrastructure/cut-text.js';
import type { SeatType } from '../entities/index.js';

/** A seat of a drawing, before it has ids. */
export interface DrawnSeat {
  readonly zone: number;
  readonly row: string;
  readonly number: string;
  readonly gridRow: number;
  readonly gridCol: number;
  readonly type: SeatType;
  /** The same for both halves of a couple seat. */
  readonly pair: number | null;
}

export interface DrawnZone {
  readonly number: number;
  readonly name: string;
  readonly color: string;
}

/** A layout as somebody has drawn it. */
export interface Drawing {
  readonly rows: number;
  readonly cols: number;
  readonly screen: string;
  readonly zones: readonly DrawnZone[];
  readonly seats: readonly DrawnSeat[];
}

/** What is wrong, in both languages. */
export interface Problem {
  readonly en: string;
  readonly zhHans: string;
}

/** What is wrong with a drawing, and in which of its lines, counted from 1. */
export interface DrawingError {
  readonly line: number;
  readonly problem: Problem;
}

/** More seats are refused: a screening has a row for each. */
const MOST_SEATS = 1000;
const MOST_COLUMNS = 60;
/** Longest word for the screen, in characters. */
const SCREEN_LENGTH = 20;

const problem = (en: string, zhHans: string): Problem => ({ en, zhHans });

const PROBLEMS = {
  head: problem(
    'expected "zone N NAME #rrggbb", "screen TEXT", "couple N" or "---"',
    '应为 “zone 编号 名称 #rrggbb”、“screen 文字”、“couple 编号” 或 “---”',
  ),
  zoneTwice: (zone: number) => problem(`zone ${zone} comes twice`, `区域 ${zone} 重复`),
  noZone: (zone: number) => problem(`there is no zone ${zone}`, `没有区域 ${zone}`),
  tooWide: problem(`more than ${MOST_COLUMNS} places`, `超过 ${MOST_COLUMNS} 列`),
  noPlace: (sign: string, column: number) =>
    problem(`"${sign}" at ${column} is no place`, `第 ${column} 列的 “${sign}” 不是座位`),
  noSeats: problem('no seats', '没有座位'),
  tooMany: problem(`more than ${MOST_SEATS} seats`, `超过 ${MOST_SEATS} 个座位`),
};

const ZONE = /^zone ([1-9]) (\S{1,20}) (#[\da-f]{6})$/i;

/**
 * Reads a drawing: lines that name the zones and the screen, then one line per row of the hall.
 *
 * ```
 * screen 银幕中央
 * zone 1 普通区 #8bc34a
 * zone 2 情侣区 #e91e63
 * couple 2
 * ---
 * 111.1111.111
 * .1111111111.
 * <><>.<>.<><>
 * ```
 *
 * A digit is a seat of that zone, `<>` a couple seat in the zone that `couple` names, `W` a
 * wheelchair place of the first zone, `.` an aisle. Rows and seats are numbered as they come.
 *
 * @returns the drawing, or everything that is wrong with it
 */
export function readDrawing(text: string): Drawing | { errors: DrawingError[] } {
  const errors: DrawingError[] = [];
  const zones: DrawnZone[] = [];
  const seats: DrawnSeat[] = [];
  let screen = '银幕中央';
  let coupleZone = 1;
  let rows = 0;
  let cols = 0;
  let pairs = 0;
  let printedRow = 0;
  let inRows = false;
  const lines = text.trimEnd().split(/\r?\n/);
  lines.forEach((raw, index) => {
    const line = raw.trimEnd();
    const wrong = (found: Problem) => errors.push({ line: index + 1, problem: found });
    if (!inRows) {
      const [word = '', value = ''] = line.split(' ');
      const zone = ZONE.exec(line);
      if (line === '') return;
      if (line === '---') inRows = true;
      else if (zone) {
        const number = Number(zone[1]);
        if (zones.some((known) => known.number === number)) wrong(PROBLEMS.zoneTwice(number));
        zones.push({ number, name: zone[2]!, color: zone[3]!.toLowerCase() });
      } else if (word === 'screen' && value)
        screen = cutText(line.slice('screen '.length), SCREEN_LENGTH);
      else if (word === 'couple' && /^[1-9]$/.test(value)) coupleZone = Number(value);
      else wrong(PROBLEMS.head);
      return;
    }
    if (line === '' && rows === 0) return;
    rows += 1;
    cols = Math.max(cols, line.length);
    if (line.length > MOST_COLUMNS) wrong(PROBLEMS.tooWide);
    if (/[^.\s]/.test(line)) printedRow += 1;
    let number = 0;
    const place = (column: number, type: SeatType, zone: number, pair: number | null) => {
      if (!zones.some((known) => known.number === zone)) wrong(PROBLEMS.noZone(zone));
      number += 1;
      seats.push({
        zone,
        type,
        pair,
        row: String(printedRow),
        number: String(number),
        gridRow: rows,
        gridCol: column + 1,
      });
    };
    for (let column = 0; column < line.length; column += 1) {
      const sign = line[column]!;
      if (/[1-9]/.test(sign)) place(column, 'N', Number(sign), null);
      else if (sign === 'W') place(column, 'W', zones[0]?.number ?? 1, null);
      else if (sign === '<' && line[column + 1] === '>') {
        pairs += 1;
        place(column, 'L', coupleZone, pairs);
        place(column + 1, 'R', coupleZone, pairs);
        column += 1;
      } else if (sign !== '.' && sign !== ' ') wrong(PROBLEMS.noPlace(sign, column + 1));
    }
  });
  const last = lines.length;
  if (seats.length === 0 && errors.length === 0)
    errors.push({ line: last, problem: PROBLEMS.noSeats });
  if (seats.length > MOST_SEATS) {
    errors.push({ line: last, problem: PROBLEMS.tooMany });
  }
  return errors.length > 0 ? { errors } : { rows, cols, screen, zones, seats };
}
