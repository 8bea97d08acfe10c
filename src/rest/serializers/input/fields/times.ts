import type { MessageKey } from '../../../i18n/messages.js';
import { durationText, parseDuration } from '../../durations.js';
import { maxValue, minValue } from '../constraints.js';
import { asciiDigits, isNumber, str } from '../python.js';
import { ISO_8601, timeFormat, type TimeFormat, type TimeParts } from '../strptime.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

const ISO_TIME =
  /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?$/;

const ISO: TimeFormat = {
  shown: 'hh:mm[:ss[.uuuuuu]]',
  parse(text) {
    const match = ISO_TIME.exec(text);
    if (!match) return undefined;
    const [hour, minute, second] = match.slice(1, 4).map((digits) => Number(digits ?? 0));
    if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
    return { hour, minute, second, microsecond: Number((match[4] ?? '').padEnd(6, '0')) };
  },
};

export interface TimeFieldOptions extends FieldOptions<string, 'invalid'> {
  /** Formats of Python's `strptime`, e.g. `%H:%M`; default: ISO 8601. DRF: input_formats */
  readonly inputFormats?: readonly string[];
}

/** A time of day, kept as `HH:MM:SS[.ffffff]`. DRF: rest_framework.fields.TimeField */
export class TimeInput extends InputField<string, TimeFieldOptions> {
  override readonly type = 'time';
  protected override readonly wordings = { invalid: 'TimeField.invalid' } as const;
  private readonly formats: readonly TimeFormat[];

  constructor(options: TimeFieldOptions = {}) {
    super(options);
    this.formats = (options.inputFormats ?? [ISO_8601]).map((format) =>
      format === ISO_8601 ? ISO : timeFormat(format),
    );
  }

  override schema(): Schema {
    return { type: 'string', format: 'time' };
  }

  protected override convert(data: unknown): string {
    const text = typeof data === 'string' ? asciiDigits(data) : undefined;
    for (const format of text === undefined ? [] : this.formats) {
      const parts = format.parse(text!);
      if (parts) return isoTime(parts);
    }
    return this.fail('invalid', { format: this.formats.map(({ shown }) => shown).join(', ') });
  }
}

function isoTime({ hour = 0, minute = 0, second = 0, microsecond = 0 }: TimeParts): string {
  const text = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  return microsecond ? `${text}.${String(microsecond).padStart(6, '0')}` : text;
}

const DURATION_FORMAT = '[DD] [HH:[MM:]]ss[.uuuuuu]';

export interface DurationFieldOptions extends FieldOptions<
  number,
  'invalid' | 'max_value' | 'min_value'
> {
  /** In microseconds. */
  readonly maxValue?: number;
  /** In microseconds. */
  readonly minValue?: number;
}

/**
 * A length of time in microseconds, as Django keeps it in a `bigint` column; at most 285 years.
 *
 * DRF: rest_framework.fields.DurationField
 */
export class DurationInput extends InputField<number, DurationFieldOptions> {
  protected override readonly wordings: Readonly<Record<string, MessageKey>> = {
    invalid: 'DurationField.invalid',
    max_value: 'DurationField.max_value',
    min_value: 'DurationField.min_value',
  };

  constructor(options: DurationFieldOptions = {}) {
    super(options);
    const { maxValue: max, minValue: min } = options;
    if (max !== undefined) {
      this.constraints.push({
        ...maxValue<number, number>(max, (value) => value > max),
        params: () => ({ max_value: durationText(max) }),
      });
    }
    if (min !== undefined) {
      this.constraints.push({
        ...minValue<number, number>(min, (value) => value < min),
        params: () => ({ min_value: durationText(min) }),
      });
    }
  }

  override info(): Record<string, unknown> {
    const { maxValue: max, minValue: min } = this.options;
    return {
      ...(min !== undefined && { min_value: durationText(min) }),
      ...(max !== undefined && { max_value: durationText(max) }),
    };
  }

  override schema(): Schema {
    return { type: 'string', examples: ['1 02:03:04'] };
  }

  protected override convert(data: unknown): number {
    const isScalar = typeof data === 'string' || isNumber(data);
    const microseconds = isScalar ? parseDuration(asciiDigits(str(data))) : undefined;
    return microseconds ?? this.fail('invalid', { format: DURATION_FORMAT });
  }
}
