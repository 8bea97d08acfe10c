/** China has one zone without summer time, and Alipay tells and takes all times in it. */
const BEIJING = 8 * 3_600_000;

/** `2026-11-21 10:00:00` in Beijing; null when it is no such time. */
export function timeOf(text: string | undefined): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text)) return null;
  const time = new Date(`${text.slice(0, 19).replace(' ', 'T')}+08:00`);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** The time as Alipay writes it. */
export function beijingTime(time: Date): string {
  return new Date(time.getTime() + BEIJING).toISOString().slice(0, 19).replace('T', ' ');
}
