/** An amount in yuan, as the server sends it: "12.50". */
export function moneyText(value: unknown): string {
  const [whole = '', cents] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `¥${grouped}${cents === undefined ? '' : `.${cents}`}`;
}

export function numberText(value: unknown, locale: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? number.toLocaleString(locale) : String(value);
}

/** The day of an ISO date or moment, as the server has it. */
export function dateText(value: unknown): string {
  return String(value).slice(0, 10);
}

/** A moment in the server's time, to the minute. */
export function dateTimeText(value: unknown): string {
  return String(value).slice(0, 16).replace('T', ' ');
}
