const HOUR_MS = 3_600_000;
/** Milliseconds of a day, as the calendar counts them. */
export const DAY_MS = 24 * HOUR_MS;

/**
 * Shows instants on the wall clock of one time zone.
 *
 * `Intl` is asked for the zone's offset once per hour of history only: formatting a list must not
 * cost a call into ICU per row, and every zone changes its offset on an hour or half-hour boundary.
 *
 * DRF: rest_framework.fields.DateTimeField.to_representation with Django's USE_TZ and TIME_ZONE.
 */
export class LocalTime {
  private readonly offsets = new Map<number, number>();
  private readonly formatter: Intl.DateTimeFormat;

  /** @param timeZone IANA name, e.g. `Asia/Shanghai`. */
  constructor(readonly timeZone: string) {
    this.formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  }

  /** `YYYY-MM-DD HH:MM:SS` on the zone's wall clock. */
  dateTime(instant: Date): string {
    return this.local(instant).slice(0, 19).replace('T', ' ');
  }

  /** `YYYY-MM-DD HH:MM` on the zone's wall clock. */
  minute(instant: Date): string {
    return this.local(instant).slice(0, 16).replace('T', ' ');
  }

  /** `YYYY-MM-DD` on the zone's wall clock. */
  date(instant: Date): string {
    return this.local(instant).slice(0, 10);
  }

  /** The instants when the wall clock shows that time: none where DST skips it, two where it repeats it. */
  instantsOf(wall: number): number[] {
    const offsets = new Set([this.offsetAt(wall - DAY_MS), this.offsetAt(wall + DAY_MS)]);
    return [...offsets]
      .map((offset) => wall - offset)
      .filter((time) => time + this.offsetAt(time) === wall);
  }

  private local(instant: Date): string {
    const time = instant.getTime();
    return new Date(time + this.offsetAt(time)).toISOString();
  }

  /** What the wall clock is ahead of UTC at that instant, in milliseconds. */
  offsetAt(time: number): number {
    const halfHour = Math.floor(time / (HOUR_MS / 2));
    let offset = this.offsets.get(halfHour);
    if (offset === undefined) {
      offset = this.measureOffset(halfHour * (HOUR_MS / 2));
      if (this.offsets.size > 50_000) this.offsets.clear();
      this.offsets.set(halfHour, offset);
    }
    return offset;
  }

  private measureOffset(time: number): number {
    const part: Record<string, number> = {};
    let isBeforeChrist = false;
    for (const { type, value } of this.formatter.formatToParts(time)) {
      if (type === 'era') isBeforeChrist = value.startsWith('B');
      else part[type] = Number(value);
    }
    const wall = new Date(0);
    // Date.UTC takes a year below 100 for one of the twentieth century.
    wall.setUTCFullYear(isBeforeChrist ? 1 - part.year! : part.year!, part.month! - 1, part.day);
    wall.setUTCHours(part.hour!, part.minute, part.second);
    return wall.getTime() - time;
  }
}
