/** What DRF calls the ISO formats in a list of formats. */
export const ISO_8601 = 'iso-8601';

/** Numbers of a date and time, as far as a format has them. */
export type TimeParts = Readonly<Partial<Record<Part, number>>>;

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'microsecond' | 'offset';

interface Directive {
  readonly part: Part | 'half' | 'hour12';
  readonly pattern: string;
  readonly read: (text: string) => number;
  /** How a message shows it. DRF: utils.humanize_datetime */
  readonly shown: string;
}

const number = (part: Directive['part'], pattern: string, shown: string): Directive => ({
  part,
  pattern,
  read: Number,
  shown,
});

/** Python's `strptime` directives that do not depend on a locale. */
const DIRECTIVES: Readonly<Record<string, Directive>> = {
  Y: number('year', '\\d{4}', 'YYYY'),
  y: {
    ...number('year', '\\d{2}', 'YY'),
    read: (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900),
  },
  m: number('month', '1[0-2]|0?[1-9]', 'MM'),
  d: number('day', '3[01]|[12]\\d|0?[1-9]', 'DD'),
  H: number('hour', '2[0-3]|[01]?\\d', 'hh'),
  I: number('hour12', '1[0-2]|0?[1-9]', 'hh'),
  M: number('minute', '[0-5]?\\d', 'mm'),
  S: number('second', '[0-5]?\\d', 'ss'),
  f: {
    ...number('microsecond', '\\d{1,6}', 'uuuuuu'),
    read: (text) => Number(text.padEnd(6, '0')),
  },
  p: {
    part: 'half',
    pattern: '[AaPp][Mm]',
    read: (text) => (/p/i.test(text) ? 12 : 0),
    shown: '[AM|PM]',
  },
  z: {
    part: 'offset',
    pattern: 'Z|[+-]\\d{2}:?[0-5]\\d',
    read: offsetMinutes,
    shown: '[+HHMM|-HHMM]',
  },
};

function offsetMinutes(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

/** A format such as `%d.%m.%Y`, compiled. */
export interface TimeFormat {
  /** As messages show it: `DD.MM.YYYY`. */
  readonly shown: string;
  /** The numbers in the text; undefined if it has another format. */
  parse(text: string): TimeParts | undefined;
}

/**
 * Compiles a format of Python's `strptime`.
 *
 * @throws Error for a directive that depends on a locale or that there is not
 */
export function timeFormat(format: string): TimeFormat {
  const directives: Directive[] = [];
  let pattern = '';
  let shown = '';
  for (const [token, letter] of format.matchAll(/%(.)|[^%]/gsu)) {
    if (letter === undefined || letter === '%') {
      pattern += (letter ?? token).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      shown += letter ?? token;
      continue;
    }
    const directive = DIRECTIVES[letter];
    if (!directive) throw new Error(`${format}: %${letter} is no format of dates and times`);
    directives.push(directive);
    pattern += `(${directive.pattern})`;
    shown += directive.shown;
  }
  const whole = new RegExp(`^${pattern}$`, 'u');
  return { shown, parse: (text) => partsOf(whole.exec(text), directives) };
}

function partsOf(
  match: RegExpExecArray | null,
  directives: readonly Directive[],
): TimeParts | undefined {
  if (!match) return undefined;
  const parts: Partial<Record<Directive['part'], number>> = {};
  directives.forEach(({ part, read }, index) => (parts[part] = read(match[index + 1]!)));
  const { half, hour12, ...rest } = parts;
  if (hour12 === undefined) return rest;
  return { ...rest, hour: (hour12 % 12) + (half ?? 0) };
}
