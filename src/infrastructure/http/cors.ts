import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a preflight is told; methods and headers are django-cors-headers' defaults. */
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'Access-Control-Allow-Headers':
    'accept, authorization, content-type, idempotency-key, x-csrftoken, x-request-id, x-requested-with',
  // How long a browser may remember that, in seconds.
  'Access-Control-Max-Age': '86400',
  // Safari waits for a body without it.
  'Content-Length': '0',
} as const;
const EXPOSED = 'Retry-After, X-Request-Id';

/**
 * A hook for CORS with a list of origins, with credentials; `*` in the list admits every origin
 * without them.
 *
 * A preflight is answered before anything else looks at it; an OPTIONS request that is none reaches
 * the resource. A general plugin would make its options anew for each request, which costs a kept
 * answer more than all other hooks together.
 *
 * @param origins e.g. `https://shop.example`, `http://localhost:*`, `*`
 */
export function cors(
  origins: readonly string[],
): (request: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  const admits = originMatcher(origins);
  return (request, reply, done) => {
    reply.header('Vary', 'Origin');
    const { origin } = request.headers;
    const admitted = origin === undefined ? 'none' : admits(origin);
    if (admitted === 'none') {
      done();
      return;
    }
    reply.header('Access-Control-Allow-Origin', admitted === 'any' ? '*' : origin);
    if (admitted === 'listed') reply.header('Access-Control-Allow-Credentials', 'true');
    reply.header('Access-Control-Expose-Headers', EXPOSED);
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    if (request.method === 'OPTIONS' && isPreflight) reply.code(204).headers(PREFLIGHT).send();
    else done();
  };
}

type Admission = 'listed' | 'any' | 'none';

/** Tells how the list admits an origin. */
export function originMatcher(origins: readonly string[]): (origin: string) => Admission {
  const listed = new Set(origins.filter((origin) => !origin.includes('*')));
  const anyPort = new Set(
    origins
      .filter((origin) => origin.endsWith(':*'))
      .map((origin) => origin.slice(0, -':*'.length)),
  );
  const admitsAny = origins.includes('*');
  return (origin) => {
    if (listed.has(origin)) return 'listed';
    if (anyPort.has(origin.replace(/:\d+$/, ''))) return 'listed';
    return admitsAny ? 'any' : 'none';
  };
}
