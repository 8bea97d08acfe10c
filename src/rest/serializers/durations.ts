const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

/** Longer texts are no duration. */
const MAX_LENGTH = 100;

const STANDARD =
  /^(?:(-?\d+) (?:days?, )?)?(-?)((?:(\d+):)(?=\d+:\d+))?(?:(\d+):)?(\d+)(?:[.,](\d{1,6})\d{0,6})?$/;
const DAYS_ONLY = /^(-?\d+) days?(?:, )?$/;
const ISO =
  /^([-+]?)P(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/**
 * A duration such as `3 04:05:06.5`, `90:00`, `5` (seconds) or `P1DT2H` in microseconds; undefined
 * for anything else.
 *
 * DJANGO: django.utils.dateparse.parse_duration
 */
export function parseDuration(text: string): number | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const microseconds = standard(text) ?? daysOnly(text) ?? iso(text);
  return microseconds !== undefined && Number.isSafeInteger(microseconds)
    ? microseconds
    : undefined;
}

function standard(text: string): number | undefined {
  const match = STANDARD.exec(text);
  if (!match) return undefined;
  const [, days = '0', sign, , hours = '0', minutes = '0', seconds, fraction = ''] = match;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const time = whole * SECOND + Number(fraction.padEnd(6, '0'));
  return Number(days) * DAY + (sign ? -time : time);
}

function daysOnly(text: string): number | undefined {
  const match = DAYS_ONLY.exec(text);
  return match ? Number(match[1]) * DAY : undefined;
}

function iso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match
    .slice(2)
    .map((number) => Number((number ?? '0').replace(',', '.')));
  const total = days! * DAY + ((hours! * 60 + minutes!) * 60 + seconds!) * SECOND;
  return Math.round(match[1] === '-' ? -total : total);
}

interface Parts {
  readonly days: number;
  /** `hh`, `mm` and `ss`. */
  readonly clock: readonly [number, number, number];
  readonly microseconds: number;
}

/** As Python's `timedelta`: only the days may be negative. */
function partsOf(duration: number): Parts {
  const days = Math.floor(duration / DAY);
  const rest = duration - days * DAY;
  const seconds = Math.floor(rest / SECOND);
  return {
    days,
    clock: [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60],
    microseconds: rest - seconds * SECOND,
  };
}

const fraction = (microseconds: number): string =>
  microseconds ? `.${String(microseconds).padStart(6, '0')}` : '';

const two = (value: number): string => String(value).padStart(2, '0');

/** `1 02:03:04.000005`. DJANGO: django.utils.duration.duration_string */
export function durationString(duration: number): string {
  const { days, clock, microseconds } = partsOf(duration);
  return `${days ? `${days} ` : ''}${clock.map(two).join(':')}${fraction(microseconds)}`;
}

/** `1 day, 2:03:04`, as Python's `str` has it. */
export function durationText(duration: number): string {
  const { days, clock, microseconds } = partsOf(duration);
  const [hours, minutes, seconds] = clock;
  const noun = Math.abs(days) === 1 ? 'day' : 'days';
  const time = `${hours}:${two(minutes)}:${two(seconds)}${fraction(microseconds)}`;
  return days ? `${days} ${noun}, ${time}` : time;
}
