import { isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

const USER =
  /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(?:\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$|^"(?:(?![\0\t\n\r "\\])\p{ASCII}|\\(?![\0\n\r])\p{ASCII})*"$/iu;
const DOMAIN = /^(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.)+[A-Z0-9-]{2,63}(?<!-)$/i;
/** Letters, digits, hyphens and dots of any script: what a name of hosts may be made of. */
const HOST_NAME = /^[-.0-9A-Za-z\u0080-\u{10ffff}]+$/u;
const ADDRESS_LITERAL = /^\[([A-F0-9:.]+)\]$/i;

/** Longest address, by RFC 3696; longer text is not searched at all. */
const MAX_EMAIL_LENGTH = 320;

/** Whether the text is an e-mail address. DRF: django.core.validators.EmailValidator */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 0 || text.length > MAX_EMAIL_LENGTH || !USER.test(text.slice(0, at))) return false;
  const domain = text.slice(at + 1);
  if (domain === 'localhost' || isMailDomain(domain)) return true;
  // The URL's own reading of a host drops newlines, decodes `%2e` and stops at a slash.
  return HOST_NAME.test(domain) && isMailDomain(domainToASCII(domain));
}

function isMailDomain(domain: string): boolean {
  if (DOMAIN.test(domain)) return true;
  const address = ADDRESS_LITERAL.exec(domain)?.[1];
  return address !== undefined && isIP(address) !== 0;
}

const LETTER = 'a-z\\u00a1-\\uffff';
const IPV4_PART = '(?:0|25[0-5]|2[0-4]\\d|1\\d?\\d?|[1-9]\\d?)';
const HOST = `[${LETTER}0-9](?:[${LETTER}0-9-]{0,61}[${LETTER}0-9])?`;
const DOMAINS = `(?:\\.(?!-)[${LETTER}0-9-]{1,63}(?<!-))*`;
const TOP_LEVEL = `\\.(?!-)(?:[${LETTER}-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)\\.?`;
const URL_PATTERN = new RegExp(
  '^(?:https?|ftps?)://(?:[^\\s:@/]+(?::[^\\s:@/]*)?@)?' +
    `(?:${IPV4_PART}(?:\\.${IPV4_PART}){3}|\\[([0-9a-f:.]+)\\]` +
    `|(${HOST}${DOMAINS}${TOP_LEVEL}|localhost))(?::\\d{2,5})?(?:[/?#][^\\s]*)?$`,
  'i',
);

/** Longest URL browsers take; longer text is not searched at all. */
const MAX_URL_LENGTH = 2083;
const MAX_HOST_LENGTH = 253;

/** Whether the text is an absolute URL. DRF: django.core.validators.URLValidator */
export function isUrl(text: string): boolean {
  const match = text.length <= MAX_URL_LENGTH ? URL_PATTERN.exec(text) : null;
  if (!match) return false;
  const [, ipv6, host] = match;
  if (ipv6 !== undefined) return isIPv6(ipv6);
  return host === undefined || host.length <= MAX_HOST_LENGTH;
}
