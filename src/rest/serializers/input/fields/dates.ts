import { LocalTime } from '../../../local-time.js';
import type { ValidationContext } from '../context.js';
import { asciiDigits } from '../python.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_TIME =
  /^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const DATE_FORMAT = 'YYYY-MM-DD';
const DATE_TIME_FORMAT = 'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

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

export type DateTimeFieldOptions = FieldOptions<Date, 'invalid' | 'make_aware' | 'overflow'>;

/**
 * A moment. Without an offset it is on the wall clock of the context's time zone.
 *
 * DRF: rest_framework.fields.DateTimeField
 */
export class DateTimeInput extends InputField<Date, DateTimeFieldOptions> {
  override readonly type = 'datetime';
  protected override readonly wordings = {
    invalid: 'DateTimeField.invalid',
    make_aware: 'DateTimeField.make_aware',
    overflow: 'DateTimeField.overflow',
  } as const;

  override schema(): Schema {
    return { type: 'string', format: 'date-time' };
  }

  protected override convert(data: unknown, { context }: { context: ValidationContext }): Date {
    const wall = typeof data === 'string' ? parseWallClock(asciiDigits(data)) : undefined;
    if (!wall) this.fail('invalid', { format: DATE_TIME_FORMAT });
    const zone = zoneOf(context);
    const time =
      wall.offset === undefined ? this.onWallClock(wall.time, zone) : wall.time - wall.offset;
    if (!isInRange(time) || !isInRange(time + zone.offsetAt(time))) this.fail('overflow');
    return new Date(time);
  }

  /** A clock that is put forward skips an hour, one that is put back shows it twice. */
  private onWallClock(wall: number, zone: LocalTime): number {
    const [time, another] = zone.instantsOf(wall);
    if (time === undefined || another !== undefined) {
      this.fail('make_aware', { timezone: zone.timeZone });
    }
    return time;
  }
}

/** A wall clock time, in the milliseconds since 1970 that a clock in UTC would then have counted. */
interface WallClock {
  readonly time: number;
  /** Ahead of UTC in milliseconds; undefined where the text does not say. */
  readonly offset: number | undefined;
}

function parseWallClock(text: string): WallClock | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second = '0', fraction = '', offsetText] = match;
  const day = parseDay(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const offset = offsetText === undefined ? undefined : offsetMs(offsetText);
  if (offset !== undefined && Math.abs(offset) >= DAY_MS) return undefined;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const time = day + seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return { time, offset };
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

const zones = new Map<string, LocalTime>();

/** The context's zone; the process's own where it names none. */
function zoneOf({ timeZone }: ValidationContext): LocalTime {
  const name = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  let zone = zones.get(name);
  if (!zone) zones.set(name, (zone = new LocalTime(name)));
  return zone;
}

/** Whether the moment is in the years 1 to 9999, the only ones that Python and databases know. */
function isInRange(time: number): boolean {
  return time >= EARLIEST && time <= LATEST;
}
