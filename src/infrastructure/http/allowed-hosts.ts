import type { FastifyReply, FastifyRequest } from 'fastify';

/** What load balancers and container runtimes ask, by whatever name. */
const HEALTH = /^\/(?:healthz|readyz)\/?(?:\?|$)/;

/** DJANGO: django.http.request.host_validation_re. */
const WELL_FORMED = /^(?:[\w.-]+|\[[a-f\d:.]+\])(?::\d+)?$/i;

/**
 * A hook that refuses requests for a host that is not ours, so that no made-up `Host` ends up in
 * the absolute URLs of an answer.
 *
 * DJANGO: settings.ALLOWED_HOSTS, HttpRequest.get_host.
 *
 * Names count in any case and with a dot at their end. What asks for the health of the process knows
 * its address only, and is answered for any host.
 *
 * @param allowed names, `.example.com` for a domain with all below it, `*` for any
 */
export function hostGuard(
  allowed: readonly string[],
): (request: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  const isAnyAllowed = allowed.includes('*');
  const patterns = allowed.map((name) => name.toLowerCase());
  const names = new Set(patterns.filter((name) => !name.startsWith('.')));
  const domains = patterns.filter((name) => name.startsWith('.'));
  const isAllowed = (host: string): boolean => {
    if (!WELL_FORMED.test(host)) return false;
    const name = host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase();
    return (
      isAnyAllowed ||
      names.has(name) ||
      domains.some((domain) => name === domain.slice(1) || name.endsWith(domain))
    );
  };
  // Nearly all requests name the same host.
  let lastAllowed = '';
  return (request, reply, done) => {
    const host = request.host ?? '';
    if ((host !== '' && host === lastAllowed) || isAllowed(host)) {
      lastAllowed = host;
      done();
      return;
    }
    if (HEALTH.test(request.originalUrl)) {
      done();
      return;
    }
    reply
      .status(400)
      .header('Content-Type', 'application/json')
      .send(Buffer.from(JSON.stringify({ detail: `Invalid HTTP_HOST header: '${host}'.` })));
  };
}
