import { isIP } from 'node:net';
import { z } from 'zod';

/** A URL with a host and one of these protocols, such as `https:`. */
export function urlWith(protocols: string[]) {
  return z.string().superRefine((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url?.hostname || !protocols.includes(url.protocol)) {
      const expected = protocols.map((protocol) => `${protocol}//`).join(' or ');
      context.addIssue({ code: 'custom', message: `expected a URL starting with ${expected}` });
    }
  });
}

/** A whole number between two bounds, both allowed. */
export function wholeNumber(minimum: number, maximum: number, fallback: number) {
  const message = `expected a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message)
    .default(fallback);
}

/** Whether it is an IANA name of a time zone. */
export function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

/** Whether it is an address, a network, or one of the names that proxies go by. */
export function isProxyAddress(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true;
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d+$/.test(prefix) && +prefix <= (version === 4 ? 32 : 128));
}

/** `*`, or a scheme, a host and perhaps a port, which may be `*`: no other wildcard works. */
export function isOrigin(value: string): boolean {
  if (value === '*') return true;
  const plain = value.replace(/:\*$/, '');
  return URL.canParse(plain) && new URL(plain).origin === plain && !plain.includes('*');
}
