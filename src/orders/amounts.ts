/** What decides about the price of an order. */
export interface PricedLine {
  readonly priceCents: number;
  readonly quantity: number;
  readonly isShipFree: boolean;
}

export interface FreightRules {
  /** What sending costs. */
  readonly freightCents: number;
  /** Goods worth that much are sent for nothing. */
  readonly freeShippingFromCents: number;
}

export interface Amounts {
  /** What is to be paid: goods and freight. */
  readonly totalCents: number;
  readonly freightCents: number;
}

/**
 * The price of some goods and of sending them, in cents. Sending costs nothing when every one of
 * the goods is free of it, or when they are worth enough.
 */
export function amountsOf(lines: readonly PricedLine[], rules: FreightRules): Amounts {
  const goodsCents = lines.reduce((sum, line) => sum + line.priceCents * line.quantity, 0);
  const isFree =
    lines.every(({ isShipFree }) => isShipFree) || goodsCents >= rules.freeShippingFromCents;
  const freightCents = isFree ? 0 : rules.freightCents;
  return { totalCents: goodsCents + freightCents, freightCents };
}
