import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalTime } from '../../../src/rest/local-time.js';

describe('local time', () => {
  it('shows an instant on the wall clock of its zone', () => {
    const time = new LocalTime('Asia/Shanghai');
    const instant = new Date('2024-12-31T16:05:09.999Z');
    expect(time.dateTime(instant)).toBe('2025-01-01 00:05:09');
    expect(time.minute(instant)).toBe('2025-01-01 00:05');
    expect(time.date(instant)).toBe('2025-01-01');
  });

  it.each([
    // Spring forward: 02:00 is 03:00.
    ['America/New_York', '2025-03-09T06:59:59Z', '2025-03-09 01:59:59'],
    ['America/New_York', '2025-03-09T07:00:00Z', '2025-03-09 03:00:00'],
    // Fall back: the hour from 01:00 comes twice.
    ['America/New_York', '2025-11-02T05:59:59Z', '2025-11-02 01:59:59'],
    ['America/New_York', '2025-11-02T06:00:00Z', '2025-11-02 01:00:00'],
    // Half an hour back, on a half hour of UTC's neighbours.
    ['Australia/Lord_Howe', '2025-04-05T14:59:59Z', '2025-04-06 01:59:59'],
    ['Australia/Lord_Howe', '2025-04-05T15:00:00Z', '2025-04-06 01:30:00'],
    // Offsets that are no whole hours.
    ['Asia/Kathmandu', '2025-01-01T00:00:00Z', '2025-01-01 05:45:00'],
    ['Asia/Kolkata', '2025-01-01T18:29:59Z', '2025-01-01 23:59:59'],
    ['UTC', '2025-01-01T00:00:00Z', '2025-01-01 00:00:00'],
    // Shanghai had summer time.
    ['Asia/Shanghai', '1988-07-01T00:00:00Z', '1988-07-01 09:00:00'],
    ['Asia/Shanghai', '1969-12-31T23:59:59Z', '1970-01-01 07:59:59'],
    // Before there were zones every town had its own seconds.
    ['Asia/Shanghai', '1899-12-31T15:54:17Z', '1900-01-01 00:00:00'],
    ['Asia/Shanghai', '0050-06-01T00:00:00Z', '0050-06-01 08:05:43'],
    ['America/New_York', '0001-01-02T00:00:00Z', '0001-01-01 19:03:58'],
  ])('knows the offset of %s at %s', (zone, instant, wall) => {
    expect(new LocalTime(zone).dateTime(new Date(instant))).toBe(wall);
  });

  it.each(['America/New_York', 'Europe/Berlin', 'Asia/Shanghai', 'Australia/Lord_Howe'])(
    'agrees with Intl at any time in %s',
    (timeZone) => {
      const time = new LocalTime(timeZone);
      const intl = new Intl.DateTimeFormat('sv-SE', {
        timeZone,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      fc.assert(
        fc.property(
          fc.date({
            min: new Date('1980-01-01'),
            max: new Date('2037-01-01'),
            noInvalidDate: true,
          }),
          (instant) => {
            expect(time.dateTime(instant)).toBe(intl.format(instant));
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it('refuses a zone that does not exist', () => {
    expect(() => new LocalTime('Asia/Atlantis')).toThrow(RangeError);
  });
});
