/**
 * Days and times as the server writes them, such as `2026-11-29 19:30:00`: always those of the
 * shop, whatever the clock of whoever looks says.
 */

/** Minutes of a day. */
export const DAY = 24 * 60;

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

export function addDays(day: string, count: number): string {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -((dateOf(day).getUTCDay() + 6) % 7));
}

/** The seven days from one on. */
export const weekFrom = (day: string): string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((count) => addDays(day, count));

/** The day of whoever looks. */
export function today(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `Mon 11-29` in a language. */
export function dayLabel(day: string, locale: string): string {
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    dateOf(day),
  );
  return `${name} ${day.slice(5)}`;
}

/** Minutes from the beginning of `day` to a moment; more than a day's for what ends after midnight. */
export function minutesIn(day: string, moment: string): number {
  const days = (dateOf(moment.slice(0, 10)).getTime() - dateOf(day).getTime()) / 86_400_000;
  return days * DAY + Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16));
}

/** `19:30`; hours go on after midnight. */
export function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
