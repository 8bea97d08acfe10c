import type { ValidationContext } from '../context.js';
import { asciiDigits } from '../python.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_TIME =
  /^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const DATE_FORMAT = 'YYYY-MM-DD';
const DATE_TIME_FORMAT = 'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]';
const MINUTE_MS = 60_000;

/** A day as the start of that day in UTC; undefined if there is no such day. */
function parseDay(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year === 0) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** A day, kept as `YYYY-MM-DD`. DRF: rest_framework.fields.DateField */
export class DateInput extends InputField<string, FieldOptions<string, 'invalid'>> {
  override readonly type = 'date';
  protected override readonly wordings = { invalid: 'DateField.invalid' } as const;

  override schema(): Schema {
    return { type: 'string', format: 'date' };
  }

  protected override convert(data: unknown): string {
    const day = typeof data === 'string' ? parseDay(asciiDigits(data)) : undefined;
    if (day === undefined) this.fail('invalid', { format: DATE_FORMAT });
    return new Date(day).toISOString().slice(0, 10);
  }
}

/**
 * A moment. Without an offset it is on the wall clock of the context's time zone.
 *
 * DRF: rest_framework.fields.DateTimeField
 */
export class DateTimeInput extends InputField<Date, FieldOptions<Date, 'invalid'>> {
  override readonly type = 'datetime';
  protected override readonly wordings = { invalid: 'DateTimeField.invalid' } as const;

  override schema(): Schema {
    return { type: 'string', format: 'date-time' };
  }

  protected override convert(data: unknown, { context }: { context: ValidationContext }): Date {
    const moment = typeof data === 'string' ? parseMoment(asciiDigits(data), context) : undefined;
    if (!moment) this.fail('invalid', { format: DATE_TIME_FORMAT });
    return moment;
  }
}

function parseMoment(text: string, context: ValidationContext): Date | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second = '0', fraction = '', offset] = match;
  const day = parseDay(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const wall = day + seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return new Date(offset === undefined ? fromWallClock(wall, context) : wall - offsetMs(offset));
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/** The instant when a wall clock in the context's zone shows what UTC shows at `wall`. */
function fromWallClock(wall: number, { timeZone }: ValidationContext): number {
  const guess = wall - zoneOffset(wall, timeZone);
  return wall - zoneOffset(guess, timeZone);
}

function zoneOffset(time: number, timeZone: string | undefined): number {
  if (timeZone === undefined) return -new Date(time).getTimezoneOffset() * MINUTE_MS;
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = formatter.formatToParts(time).find(({ type }) => type === 'timeZoneName')!.value;
  return name === 'GMT' ? 0 : offsetMs(name.slice('GMT'.length));
}
