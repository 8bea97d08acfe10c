/** Cents of yuan with two decimal places at most, as inputs have them once they are validated. */
export function cents(yuan: string): number {
  return Math.round(Number(yuan) * 100);
}
