import type { FastifyCorsOptions, FastifyCorsOptionsDelegateCallback } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';

/** How long a browser may remember a preflight's answer, in seconds. */
const PREFLIGHT_SECONDS = 86_400;

/**
 * CORS for a list of origins, with credentials; `*` in the list admits every origin without them.
 *
 * A preflight is answered before anything else looks at it; an OPTIONS request that is none reaches
 * the resource. Methods and headers are django-cors-headers' defaults.
 *
 * @param origins e.g. `https://shop.example`, `http://localhost:*`, `*`
 */
export function corsDelegate(origins: readonly string[]): FastifyCorsOptionsDelegateCallback {
  const admits = originMatcher(origins);
  const shared: FastifyCorsOptions = {
    methods: ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
    allowedHeaders: [
      'accept',
      'authorization',
      'content-type',
      'idempotency-key',
      'x-csrftoken',
      'x-request-id',
      'x-requested-with',
    ],
    exposedHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: PREFLIGHT_SECONDS,
    strictPreflight: false,
  };
  const refused: FastifyCorsOptions = { origin: false };
  return (request: FastifyRequest, callback) => {
    const { origin } = request.headers;
    const admitted = origin === undefined ? 'none' : admits(origin);
    if (admitted === 'none') {
      callback(null, refused);
      return;
    }
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    callback(null, {
      ...shared,
      origin: admitted === 'any' ? '*' : origin!,
      credentials: admitted === 'listed',
      preflight: isPreflight,
    });
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
