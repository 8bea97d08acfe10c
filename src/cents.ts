/** Cents of yuan with two decimal places at most, as inputs have them once they are validated. */
export function cents(yuan: string): number {
  return Math.round(Number(yuan) * 100);
}

/** Cents in yuan, as a text with both decimal places: `3788.00`. */
export function yuan(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** Cents in yuan, as the number that JSON has of it. */
export function yuanNumber(cents: number): number {
  return cents / 100;
}
