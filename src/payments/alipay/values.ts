/** China has one zone without summer time, and Alipay tells and takes all times in it. */
const BEIJING = 8 * 3_600_000;

/** `88.5` or `88.50` in cents; null when it is no such amount. */
export function centsOf(amount: string | undefined): number | null {
  const [, yuan, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(amount ?? '') ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

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
