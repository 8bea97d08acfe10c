import type { FastifyReply, FastifyRequest } from 'fastify';

/** DJANGO: django.http.request.host_validation_re. */
const WELL_FORMED = /^(?:[\w.-]+|\[[a-f\d:.]+\])(?::\d+)?$/i;

/**
 * A hook that refuses requests for a host that is not ours, so that no made-up `Host` ends up in
 * the absolute URLs of an answer.
 *
 * DJANGO: settings.ALLOWED_HOSTS, HttpRequest.get_host.
 *
 * @param allowed names, `.example.com` for a domain with all below it, `*` for any
 */
export function hostGuard(
  allowed: readonly string[],
): (request: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  const isAnyAllowed = allowed.includes('*');
  const names = new Set(allowed.filter((name) => !name.startsWith('.')));
  const domains = allowed.filter((name) => name.startsWith('.'));
  return ({ host, hostname }, reply, done) => {
    const isAllowed =
      (isAnyAllowed && WELL_FORMED.test(host)) ||
      names.has(hostname) ||
      domains.some((domain) => hostname === domain.slice(1) || hostname.endsWith(domain));
    if (isAllowed) {
      done();
      return;
    }
    reply
      .status(400)
      .header('Content-Type', 'application/json')
      .send(Buffer.from(JSON.stringify({ detail: `Invalid HTTP_HOST header: '${hostname}'.` })));
  };
}
