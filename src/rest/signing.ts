import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Marks texts as made here. A mark of one purpose does not count for another; marks by former keys
 * still count.
 *
 * DJANGO: django.core.signing.Signer
 */
export class Signer {
  private readonly keys: readonly Buffer[];

  /** @param secretKeys the current one, then former ones */
  constructor(secretKeys: readonly string[], purpose: string) {
    if (secretKeys.length === 0) throw new Error('a signer needs a secret key');
    this.keys = secretKeys.map((key) => createHmac('sha256', key).update(purpose).digest());
  }

  /** The mark of a text, in letters that cookies and forms may hold. */
  mark(text: string): string {
    return markOf(text, this.keys[0]!);
  }

  isMark(text: string, mark: string): boolean {
    return this.keys.some((key) => isSame(markOf(text, key), mark));
  }
}

/** Compares in a time that tells nothing. */
export function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function markOf(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
