import { computed, type ComputedField } from '../rest/index.js';

const FORMAT = {
  pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$',
  examples: ['2025-01-01 09:00'],
};

/** An instant on the shop's wall clock, `YYYY-MM-DD HH:MM`: a DateTimeField with that format. */
export function minute<Property extends string>(source: Property): ComputedField<Property> {
  return computed([source], (row, { localTime }) => localTime.minute(row[source] as Date), {
    type: 'string',
    ...FORMAT,
  });
}

/** Likewise where there may be none: null. */
export function minuteIfAny<Property extends string>(source: Property): ComputedField<Property> {
  return computed(
    [source],
    (row, { localTime }) => (row[source] ? localTime.minute(row[source] as Date) : null),
    { type: ['string', 'null'], ...FORMAT },
  );
}
