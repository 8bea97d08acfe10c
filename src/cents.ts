/** Cents of yuan with two decimal places at most, as inputs have them once they are validated. */
export function cents(yuan: string): number {
  return Math.round(Number(yuan) * 100);
}

/** Cents of `88`, `88.5` or `88.50` yuan, up to nine digits before the point; null of any other text. */
export function centsOf(amount: string | undefined): number | null {
  const [, yuan, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(amount ?? '') ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

/** Cents in yuan, as a text with both decimal places: `3788.00`. */
export function yuan(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** Cents in yuan, as the number that JSON has of it. */
export function yuanNumber(cents: number): number {
  return cents / 100;
}
