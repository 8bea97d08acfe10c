const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A parsed rate: at most `limit` requests in any `seconds`. */
export interface Rate {
  readonly limit: number;
  readonly seconds: number;
}

/**
 * Parses DRF's rate notation: `100/day`, `10/minute`, `5/m`; only the unit's first letter counts.
 * DRF: rest_framework.throttling.SimpleRateThrottle.parse_rate.
 *
 * @returns null for an empty rate, which means no limit
 * @throws Error when the text is no rate
 */
export function parseRate(rate: string | null | undefined): Rate | null {
  if (!rate) return null;
  const match = /^(\d+)\/([smhd])[a-z]*$/.exec(rate.trim());
  const seconds = UNIT_SECONDS[match?.[2] ?? ''];
  if (!match || !seconds || Number(match[1]) < 1) {
    throw new Error(`"${rate}" is not a rate such as 100/day or 10/minute`);
  }
  return { limit: Number(match[1]), seconds };
}
