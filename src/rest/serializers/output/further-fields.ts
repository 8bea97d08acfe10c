import { durationString } from '../durations.js';
import type { OutputField } from './fields.js';
import { strftime } from './strftime.js';

/**
 * The address of the resource's row with that key. With a property it is that of a related row.
 *
 * DRF: rest_framework.relations.HyperlinkedIdentityField, HyperlinkedRelatedField
 *
 * @param path the resource's path without slashes, e.g. `goods`
 */
export function hyperlink<Property extends string = 'id'>(
  path: string,
  source: Property = 'id' as Property,
): OutputField<Property> {
  return {
    kind: 'column',
    source,
    represent: (key, request) =>
      key === null || key === undefined
        ? null
        : request.absolute(`/${path}/${encodeURIComponent(String(key))}/`),
    type: 'field',
    schema: { type: ['string', 'null'], format: 'uri' },
  };
}

/** The keys at the other end of a many-to-many relation. DRF: PrimaryKeyRelatedField(many=True) */
export function keys<Property extends string = never>(source?: Property): OutputField<Property> {
  return {
    kind: 'keys',
    source,
    type: 'field',
    schema: { type: 'array', items: { type: ['integer', 'string'] } },
  };
}

/** A day, `YYYY-MM-DD`. DRF: rest_framework.fields.DateField */
export function date<Property extends string = never>(source?: Property): OutputField<Property> {
  return {
    kind: 'column',
    source,
    type: 'date',
    schema: { type: ['string', 'null'], format: 'date' },
  };
}

/** A time of day, `HH:MM:SS[.ffffff]`. DRF: rest_framework.fields.TimeField */
export function time<Property extends string = never>(source?: Property): OutputField<Property> {
  return {
    kind: 'column',
    source,
    represent: (value) => (typeof value === 'string' ? value.replace(/\.0+$/, '') : value),
    type: 'time',
    schema: { type: ['string', 'null'], format: 'time' },
  };
}

/**
 * A day or instant in a format of Python's `strftime`, an instant on the shop's wall clock.
 *
 * DRF: the `format` of DateField and DateTimeField
 */
export function formatted<Property extends string>(
  source: Property,
  format: string,
): OutputField<Property> {
  const write = strftime(format);
  return {
    kind: 'column',
    source,
    represent: (value, { localTime }) => {
      if (value === null || value === undefined) return null;
      return write(value instanceof Date ? localTime.dateTime(value) : String(value));
    },
    type: 'datetime',
    schema: { type: ['string', 'null'], description: `In the format \`${format}\`.` },
  };
}

/** A number of microseconds as `[DD] HH:MM:SS[.ffffff]`. DRF: rest_framework.fields.DurationField */
export function duration<Property extends string = never>(
  source?: Property,
): OutputField<Property> {
  return {
    kind: 'column',
    source,
    represent: (value) =>
      value === null || value === undefined ? null : durationString(Number(value)),
    type: 'field',
    schema: { type: ['string', 'null'], examples: ['1 02:03:04'] },
  };
}

/**
 * An exact number as text with all its decimal places, e.g. `"12.50"`.
 *
 * DRF: rest_framework.fields.DecimalField with COERCE_DECIMAL_TO_STRING
 */
export function decimal<Property extends string>(
  source: Property,
  decimalPlaces: number,
): OutputField<Property> {
  return {
    kind: 'column',
    source,
    // SQLite gives numbers.
    represent: (value) => (typeof value === 'number' ? value.toFixed(decimalPlaces) : value),
    type: 'decimal',
    schema: { type: ['string', 'null'], format: 'decimal', examples: ['12.50'] },
  };
}
