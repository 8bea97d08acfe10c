/** Cents of an amount in yuan as the server sends it; null: it is none. */
export function centsOf(yuan: unknown): number | null {
  const [, sign, whole, cents = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(yuan ?? '')) ?? [];
  if (whole === undefined) return null;
  const amount = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  return sign === '-' ? -amount : amount;
}

export function yuanOf(cents: number): string {
  const amount = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
}
