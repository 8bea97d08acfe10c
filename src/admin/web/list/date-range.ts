/** A year, a month or a day, as far as it is said. */
export interface Period {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

const two = (number: number): string => String(number).padStart(2, '0');

const lastDayOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The first and the last day of a period, as filters take them; empty: any day. */
export function rangeOf({ year, month, day }: Period): { after: string; before: string } {
  if (!year) return { after: '', before: '' };
  if (!month) return { after: `${year}-01-01`, before: `${year}-12-31` };
  const start = `${year}-${two(month)}`;
  if (!day) return { after: `${start}-01`, before: `${start}-${two(lastDayOf(year, month))}` };
  return { after: `${start}-${two(day)}`, before: `${start}-${two(day)}` };
}

/** The period that has exactly these days; none: no year, month or day has. */
export function periodOf(after: unknown, before: unknown): Period {
  const [year, month, day] = String(after ?? '')
    .split('-')
    .map(Number);
  if (!year || !month || !day) return {};
  const fits = [{ year }, { year, month }, { year, month, day }].find((period) => {
    const range = rangeOf(period);
    return range.after === after && range.before === before;
  });
  return fits ?? {};
}
