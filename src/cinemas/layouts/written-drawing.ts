import type { DrawnSeat, Drawing } from './drawing.js';

const AISLE = '.';

/** Draws a layout, so that `readDrawing` reads the same one. */
export function writeDrawing({ rows, cols, screen, zones, seats }: Drawing): string {
  const couple = seats.find(({ type }) => type === 'L');
  const lines = Array.from({ length: rows }, () => Array.from({ length: cols }, () => AISLE));
  for (const seat of seats) lines[seat.gridRow - 1]![seat.gridCol - 1] = signOf(seat);
  return [
    `screen ${screen}`,
    ...zones.map(({ number, name, color }) => `zone ${number} ${name} ${color}`),
    ...(couple ? [`couple ${couple.zone}`] : []),
    '---',
    ...lines.map((line) => line.join('')),
  ].join('\n');
}

function signOf({ type, zone }: DrawnSeat): string {
  if (type === 'L') return '<';
  if (type === 'R') return '>';
  return type === 'W' ? 'W' : String(zone);
}
