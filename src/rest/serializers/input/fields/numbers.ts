import { maxValue, minValue } from '../constraints.js';
import type { MessageKey } from '../../../i18n/messages.js';
import { asciiDigits, isNumber, parseFiniteFloat, parseInteger, str, strip } from '../python.js';
import { InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';

/** Longer texts are not even looked at. DRF: MAX_STRING_LENGTH */
const MAX_STRING_LENGTH = 1000;

const MIN_INT32 = -(2 ** 31);
const MAX_INT32 = 2 ** 31 - 1;

type NumberCode = 'invalid' | 'max_value' | 'min_value' | 'max_string_length';

export interface NumberFieldOptions extends FieldOptions<number, NumberCode> {
  readonly maxValue?: number;
  readonly minValue?: number;
}

/** What the bounds of a number look like in OPTIONS answers. */
function bounds(options: { minValue?: unknown; maxValue?: unknown }): Record<string, unknown> {
  const { minValue: min, maxValue: max } = options;
  return {
    ...(min !== undefined && { min_value: min }),
    ...(max !== undefined && { max_value: max }),
  };
}

/**
 * A whole number. Unless the options say otherwise it fits into 32 bits, so that no input
 * overflows a column.
 *
 * DRF: rest_framework.fields.IntegerField
 */
export class IntegerInput extends InputField<number, NumberFieldOptions> {
  override readonly type = 'integer';
  protected override readonly wordings: Readonly<Record<string, MessageKey>> = {
    invalid: 'IntegerField.invalid',
    max_value: 'IntegerField.max_value',
    min_value: 'IntegerField.min_value',
    max_string_length: 'IntegerField.max_string_length',
  };

  private readonly lowest: number;
  private readonly highest: number;

  constructor(options: NumberFieldOptions = {}) {
    super(options);
    this.lowest = options.minValue ?? MIN_INT32;
    this.highest = options.maxValue ?? MAX_INT32;
    this.constraints.push(maxValue(this.highest, isAbove), minValue(this.lowest, isBelow));
  }

  override info(): Record<string, unknown> {
    return bounds(this.options);
  }

  override schema(): Schema {
    return { type: 'integer', minimum: this.lowest, maximum: this.highest };
  }

  protected override convert(data: unknown): number {
    if (typeof data === 'string' && data.length > MAX_STRING_LENGTH) {
      this.fail('max_string_length', { max_length: MAX_STRING_LENGTH });
    }
    const isScalar = typeof data === 'string' || isNumber(data);
    const value = isScalar ? parseInteger(str(data).replace(/\.0*\s*$/, '')) : undefined;
    if (value === undefined) this.fail('invalid');
    // What no number can say is beyond every bound.
    return Number(value);
  }
}

const isAbove = (value: number, max: number): boolean => value > max;
const isBelow = (value: number, min: number): boolean => value < min;

/** A finite number. DRF: rest_framework.fields.FloatField, which takes `nan` and `inf` as well */
export class FloatInput extends InputField<number, NumberFieldOptions> {
  override readonly type = 'float';
  protected override readonly wordings: Readonly<Record<string, MessageKey>> = {
    invalid: 'FloatField.invalid',
    max_value: 'FloatField.max_value',
    min_value: 'FloatField.min_value',
    max_string_length: 'FloatField.max_string_length',
  };

  constructor(options: NumberFieldOptions = {}) {
    super(options);
    if (options.maxValue !== undefined) {
      this.constraints.push(maxValue(options.maxValue, isAbove));
    }
    if (options.minValue !== undefined) {
      this.constraints.push(minValue(options.minValue, isBelow));
    }
  }

  override info(): Record<string, unknown> {
    return bounds(this.options);
  }

  override schema(): Schema {
    const { minValue: min, maxValue: max } = this.options;
    return {
      type: 'number',
      ...(min !== undefined && { minimum: min }),
      ...(max !== undefined && { maximum: max }),
    };
  }

  protected override convert(data: unknown): number {
    const value = this.number(data);
    if (value === undefined || !Number.isFinite(value)) this.fail('invalid');
    return value;
  }

  private number(data: unknown): number | undefined {
    if (typeof data === 'string') {
      if (data.length > MAX_STRING_LENGTH) {
        this.fail('max_string_length', { max_length: MAX_STRING_LENGTH });
      }
      return parseFiniteFloat(data);
    }
    return isNumber(data) || typeof data === 'boolean' ? Number(data) : undefined;
  }
}

type DecimalCode = NumberCode | 'max_digits' | 'max_decimal_places' | 'max_whole_digits';

export interface DecimalFieldOptions extends FieldOptions<string, DecimalCode> {
  /** Digits before and after the point together. */
  readonly maxDigits: number;
  /** Digits after the point. */
  readonly decimalPlaces: number;
  /** Written as a number, e.g. `99.99`. */
  readonly maxValue?: string | number;
  readonly minValue?: string | number;
}

/** A decimal number as Python's `Decimal.as_tuple()`: digits times ten to the exponent. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(asciiDigits(strip(text)).replaceAll('_', ''));
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  return { negative: sign === '-', digits, exponent: Number(exponent) - fraction.length };
}

/** The number in units of the last of so many decimal places. */
function unscaled({ negative, digits, exponent }: Decimal, decimalPlaces: number): bigint {
  const amount = BigInt(digits) * 10n ** BigInt(exponent + decimalPlaces);
  return negative ? -amount : amount;
}

/**
 * An exact decimal number, kept as text with all its decimal places (`"12.50"`), as TypeORM keeps
 * decimal columns.
 *
 * DRF: rest_framework.fields.DecimalField
 */
export class DecimalInput extends InputField<string, DecimalFieldOptions> {
  override readonly type = 'decimal';
  protected override readonly wordings: Readonly<Record<string, MessageKey>> = {
    invalid: 'DecimalField.invalid',
    max_value: 'DecimalField.max_value',
    min_value: 'DecimalField.min_value',
    max_digits: 'DecimalField.max_digits',
    max_decimal_places: 'DecimalField.max_decimal_places',
    max_whole_digits: 'DecimalField.max_whole_digits',
    max_string_length: 'DecimalField.max_string_length',
  };

  constructor(options: DecimalFieldOptions) {
    super(options);
    const units = (value: string | number): bigint => {
      const decimal = parseDecimal(String(value));
      if (!decimal) throw new TypeError(`${value} is not a decimal number`);
      return unscaled(decimal, options.decimalPlaces);
    };
    const { maxValue: max, minValue: min } = options;
    if (max !== undefined) {
      const most = units(max);
      this.constraints.push(maxValue(max, (value) => units(value) > most));
    }
    if (min !== undefined) {
      const least = units(min);
      this.constraints.push(minValue(min, (value) => units(value) < least));
    }
  }

  /** Nothing but blanks is null where null is allowed. DRF: DecimalField.validate_empty_values */
  override run(data: unknown, run: FieldRun): Promise<unknown> {
    const isBlank = typeof data === 'string' && strip(data) === '';
    return super.run(isBlank && this.options.allowNull ? null : data, run);
  }

  override info(): Record<string, unknown> {
    return bounds(this.options);
  }

  override schema(): Schema {
    const { maxDigits, decimalPlaces } = this.options;
    const whole = maxDigits - decimalPlaces;
    return { type: 'string', pattern: `^-?\\d{0,${whole}}(?:\\.\\d{0,${decimalPlaces}})?$` };
  }

  protected override convert(data: unknown): string {
    const text = strip(str(data));
    if (text.length > MAX_STRING_LENGTH) {
      this.fail('max_string_length', { max_length: MAX_STRING_LENGTH });
    }
    const decimal = typeof data === 'string' || isNumber(data) ? parseDecimal(text) : undefined;
    if (!decimal) this.fail('invalid');
    this.checkPrecision(decimal);
    const { decimalPlaces } = this.options;
    const amount = unscaled(decimal, decimalPlaces);
    const digits = String(amount < 0n ? -amount : amount).padStart(decimalPlaces + 1, '0');
    const point = digits.length - decimalPlaces;
    const sign = amount < 0n ? '-' : '';
    return decimalPlaces === 0
      ? sign + digits
      : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  /** DRF: DecimalField.validate_precision */
  private checkPrecision({ digits, exponent }: Decimal): void {
    const { maxDigits, decimalPlaces } = this.options;
    const places = Math.max(0, -exponent);
    const total = exponent >= 0 ? digits.length + exponent : Math.max(digits.length, places);
    const whole = total - places;
    if (total > maxDigits) this.fail('max_digits', { max_digits: maxDigits });
    if (places > decimalPlaces) {
      this.fail('max_decimal_places', { max_decimal_places: decimalPlaces });
    }
    if (whole > maxDigits - decimalPlaces) {
      this.fail('max_whole_digits', { max_whole_digits: maxDigits - decimalPlaces });
    }
  }
}
