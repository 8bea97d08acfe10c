import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where a code is sent. */
export type CodeChannel = 'sms' | 'email';

/** Who a code is for, and the ticket it is worked out from. */
export interface CodeIdentity {
  readonly channel: CodeChannel;
  readonly address: string;
  /** Number of digits and a random number, as in `6:f3a9…`. */
  readonly ticket: string;
}

/**
 * The digits that belong to a ticket: a truncated HMAC, as in RFC 4226. Only the ticket is kept and
 * passed around, so that neither the store nor the queue tells a code to anybody without the key.
 */
export function digitsOf({ channel, address, ticket }: CodeIdentity, secretKey: string): string {
  const length = Number.parseInt(ticket, 10);
  const mac = createHmac('sha256', secretKey)
    .update(JSON.stringify(['verification code', channel, address, ticket]))
    .digest();
  return String(mac.readBigUInt64BE() % 10n ** BigInt(length)).padStart(length, '0');
}

/** Whether two texts are equal, in a time that tells nothing of where they differ. */
export function equalInConstantTime(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
