import type { FastifyReply } from 'fastify';

type Header = readonly [name: string, value: string];

/** Headers that tell of the answer itself, as they are told first. */
const TELLING = [
  'allow',
  'content-type',
  'vary',
  'location',
  'retry-after',
  'www-authenticate',
  'etag',
];

/** Names that are not written like words. */
const NAMES: Readonly<Record<string, string>> = {
  etag: 'ETag',
  'www-authenticate': 'WWW-Authenticate',
};

/**
 * The headers of an answer as they would come with JSON: those that tell of it, and those that every
 * answer has. What lets a browser in is nobody's to read.
 */
export function allHeaders(reply: FastifyReply): [telling: Header[], usual: Header[]] {
  const present: Record<string, unknown> = {
    ...reply.getHeaders(),
    'content-type': 'application/json',
  };
  delete present['set-cookie'];
  const usual = Object.keys(present).filter((name) => !TELLING.includes(name));
  const told = (names: readonly string[]): Header[] =>
    names
      .filter((name) => present[name] !== undefined)
      .map((name) => [nameOf(name), String(present[name])]);
  return [told(TELLING), told(usual)];
}

function nameOf(name: string): string {
  return NAMES[name] ?? name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
