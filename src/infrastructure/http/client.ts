import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../../config/settings.js';

/**
 * A hook, the first one, that decides who a client is, for everything that counts clients. What
 * proxies write in many ways gets one form before anybody reads it: addresses without ports, the
 * scheme that the client used (the first of a list, as in Django), in lower case. Then `request.ip` is the client:
 * an IPv4 address, or the /64 network of an IPv6 address, as one client has all of that.
 */
export function recogniseClient(request: FastifyRequest, _reply: unknown, done: () => void): void {
  const { headers } = request.raw;
  // Most requests come without; to define or to delete a property costs more than to look.
  if (headers['x-forwarded-for'] !== undefined) {
    const addresses = forwardedFor(headers['x-forwarded-for']);
    if (addresses === undefined) delete headers['x-forwarded-for'];
    else headers['x-forwarded-for'] = addresses;
  }
  if (headers['x-forwarded-proto'] !== undefined) {
    const scheme = forwardedScheme(headers['x-forwarded-proto']);
    if (scheme === undefined) delete headers['x-forwarded-proto'];
    else headers['x-forwarded-proto'] = scheme;
  }
  const { ip } = request;
  const client = clientOf(ip);
  if (client !== ip) Object.defineProperty(request, 'ip', { value: client });
  done();
}

/** Whether the client uses https, as far as the request or the shop's address tells. */
export function isHttps(request: FastifyRequest, { publicUrl }: Settings): boolean {
  return request.protocol === 'https' || publicUrl.startsWith('https:');
}

/** What stands for the client with that address. */
export function clientOf(address: string): string {
  if (isIPv4(address)) return address;
  const plain = plainAddress(address) ?? address;
  return isIPv6(plain) ? network(plain) : plain;
}

/**
 * The part of the list that can be believed: from the end, where the nearest proxies write, up to
 * the first entry that is no address.
 */
function forwardedFor(header: string | string[]): string | undefined {
  const addresses: string[] = [];
  for (const entry of String(header).split(',').toReversed()) {
    const address = plainAddress(entry);
    if (address === undefined) break;
    addresses.unshift(address);
  }
  return addresses.length > 0 ? addresses.join(', ') : undefined;
}

function forwardedScheme(header: string | string[]): string | undefined {
  const scheme = String(header).split(',', 1)[0]!.trim().toLowerCase();
  return scheme === 'http' || scheme === 'https' ? scheme : undefined;
}

/** Without brackets, port and zone; IPv4 in IPv6's form as IPv4. Undefined when it is no address. */
function plainAddress(entry: string): string | undefined {
  const text = entry.trim().replaceAll('"', '');
  const [, inBrackets, withPort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  const [address = ''] = (inBrackets ?? withPort ?? text).split('%', 1);
  if (isIP(address) === 0) return undefined;
  return isIPv6(address) ? (mappedIPv4(address) ?? address.toLowerCase()) : address;
}

function mappedIPv4(address: string): string | undefined {
  const groups = groupsOf(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) return undefined;
  return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
}

function network(address: string): string {
  const prefix = groupsOf(address).slice(0, 4);
  return `${prefix.map((group) => group.toString(16)).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, of which URL knows every notation. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const parse = (part: string) => (part ? part.split(':').map((group) => parseInt(group, 16)) : []);
  if (tail === undefined) return parse(head);
  const [before, after] = [parse(head), parse(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
