import { isIP } from 'node:net';
import { z } from 'zod';

/** A URL with a host and one of these protocols, such as `https:`, whose parts can be decoded. */
export function urlWith(protocols: string[]) {
  return z.string().superRefine((value, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url?.hostname || !protocols.includes(url.protocol)) {
      refuse(`expected a URL starting with ${protocols.map((each) => `${each}//`).join(' or ')}`);
    } else if (![url.username, url.password, url.pathname].every(isDecodable)) {
      refuse('a % in a name or a password is written %25');
    }
  });
}

/** As {@link urlWith}, of a database of Redis, whose number may follow a slash. */
export function redisUrl() {
  return urlWith(['redis:', 'rediss:']).refine(
    (value) => !URL.canParse(value) || /^(?:\/\d{0,5})?$/.test(new URL(value).pathname),
    { message: 'expected the number of a database after the last slash' },
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** An address on the web. */
export function webAddress() {
  return urlWith(['http:', 'https:']);
}

/** An address without slashes at its end. */
export function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

/** Texts by comma, empty ones left out. */
export function commaList() {
  return z
    .string()
    .transform((value) => value.split(',').map((item) => item.trim()))
    .transform((items) => items.filter((item) => item !== ''));
}

/** How many requests may come in a time, such as `100/day`. DRF: settings.DEFAULT_THROTTLE_RATES. */
export function throttleRate() {
  return z
    .string()
    .regex(
      /^[1-9]\d*\/(s|sec|second|m|min|minute|h|hour|d|day)s?$/,
      'expected a rate like 100/day',
    );
}

/** On, off, or what suits where the shop runs. */
export function onOff() {
  return z.enum(['auto', 'on', 'off']).default('auto');
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

/** Hosts by comma, each perhaps with a port behind a colon; addresses of IPv6 in brackets. */
export function hostList(port: number) {
  return commaList().transform((hosts, context) =>
    hosts.map((text) => {
      const url = URL.canParse(`tcp://${text}`) ? new URL(`tcp://${text}`) : undefined;
      if (!url?.hostname || url.host !== text.toLowerCase()) {
        context.addIssue({ code: 'custom', message: `"${text}" is no host or host:port` });
      }
      const host = url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '';
      return { host, port: Number(url?.port || port) };
    }),
  );
}

/** Whether it is a host without scheme and port, `.example.com` for all below it, or `*`. */
export function isAllowedHost(value: string): boolean {
  return value === '*' || /^(?:\.?[\w-]+(?:\.[\w-]+)*|\[[a-f\d:.]+\])$/i.test(value);
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
