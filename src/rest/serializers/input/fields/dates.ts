import { DAY_MS, LocalTime } from '../../../local-time.js';
import type { ValidationContext } from '../context.js';
import { asciiDigits } from '../python.js';
import { ISO_8601, timeFormat, type TimeFormat, type TimeParts } from '../strptime.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_TIME =
  /^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const DATE_FORMAT = 'YYYY-MM-DD';
const DATE_TIME_FORMAT = 'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]';
const MINUTE_MS = 60_000;
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** A day as the start of that day in UTC; undefined if there is no such day. */
export function parseDay(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year === 0) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** Options of fields whose text has one of several formats. */
interface FormatOptions {
  /**
   * Formats of Python's `strptime`, e.g. `%d.%m.%Y`, or `iso-8601`; default: ISO 8601.
   *
   * DRF: input_formats
   */
  readonly inputFormats?: readonly string[];
}

/** How one of the formats is read. */
interface Reader<T> {
  readonly shown: string;
  read(text: string): T | undefined;
}

function readers<T>(
  { inputFormats = [ISO_8601] }: FormatOptions,
  iso: Reader<T>,
  fromParts: (parts: TimeParts) => T | undefined,
): readonly Reader<T>[] {
  return inputFormats.map((format) => {
    if (format === ISO_8601) return iso;
    const { shown, parse }: TimeFormat = timeFormat(format);
    return {
      shown,
      read: (text) => {
        const parts = parse(text);
        return parts && fromParts(parts);
      },
    };
  });
}

/** What the first format that fits makes of the text. */
function firstOf<T>(formats: readonly Reader<T>[], data: unknown): T | undefined {
  if (typeof data !== 'string') return undefined;
  const text = asciiDigits(data);
  for (const { read } of formats) {
    const value = read(text);
    if (value !== undefined) return value;
  }
  return undefined;
}

const shownFormats = (formats: readonly Reader<unknown>[]): string =>
  formats.map(({ shown }) => shown).join(', ');

/** The day of the parts, as `parseDay` has it. */
function dayOf({ year = 1900, month = 1, day = 1 }: TimeParts): number | undefined {
  return parseDay(`${String(year).padStart(4, '0')}-${month}-${day}`);
}

export interface DateFieldOptions extends FieldOptions<string, 'invalid'>, FormatOptions {}

/** A day, kept as `YYYY-MM-DD`. DRF: rest_framework.fields.DateField */
export class DateInput extends InputField<string, DateFieldOptions> {
  override readonly type = 'date';
  protected override readonly wordings = { invalid: 'DateField.invalid' } as const;
  private readonly formats: readonly Reader<number>[];

  constructor(options: DateFieldOptions = {}) {
    super(options);
    this.formats = readers(options, { shown: DATE_FORMAT, read: parseDay }, dayOf);
  }

  override schema(): Schema {
    return { type: 'string', format: 'date' };
  }

  protected override convert(data: unknown): string {
    const day = firstOf(this.formats, data);
    if (day === undefined) this.fail('invalid', { format: shownFormats(this.formats) });
    return new Date(day).toISOString().slice(0, 10);
  }
}

export interface DateTimeFieldOptions
  extends FieldOptions<Date, 'invalid' | 'make_aware' | 'overflow'>, FormatOptions {}

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
  private readonly formats: readonly Reader<WallClock>[];

  constructor(options: DateTimeFieldOptions = {}) {
    super(options);
    const iso = { shown: DATE_TIME_FORMAT, read: parseWallClock };
    this.formats = readers(options, iso, wallClockOf);
  }

  override schema(): Schema {
    return { type: 'string', format: 'date-time' };
  }

  protected override convert(data: unknown, { context }: { context: ValidationContext }): Date {
    const wall = firstOf(this.formats, data);
    if (!wall) this.fail('invalid', { format: shownFormats(this.formats) });
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

/** A date and time in ISO 8601; undefined for anything else. */
export function parseWallClock(text: string): WallClock | undefined {
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

function wallClockOf(parts: TimeParts): WallClock | undefined {
  const { hour = 0, minute = 0, second = 0, microsecond = 0, offset } = parts;
  const day = dayOf(parts);
  if (day === undefined || Math.abs((offset ?? 0) * MINUTE_MS) >= DAY_MS) return undefined;
  const seconds = (hour * 60 + minute) * 60 + second;
  return {
    time: day + seconds * 1000 + Math.floor(microsecond / 1000),
    offset: offset === undefined ? undefined : offset * MINUTE_MS,
  };
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
