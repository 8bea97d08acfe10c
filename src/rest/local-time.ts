const HOUR_MS = 3_600_000;

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

  private local(instant: Date): string {
    const time = instant.getTime();
    return new Date(time + this.offsetAt(time)).toISOString();
  }

  private offsetAt(time: number): number {
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
    for (const { type, value } of this.formatter.formatToParts(time)) part[type] = Number(value);
    const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
    return wall - time;
  }
}
