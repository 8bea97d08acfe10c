import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../../config/settings.js';

/** Django's SecurityMiddleware and XFrameOptionsMiddleware, and what has come since. */
const HEADERS = {
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** Pictures are shown by storefronts on other origins; nothing of ours runs scripts but the docs. */
const NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * A hook that puts the security headers on every answer. They are constants: helmet's chain of
 * middlewares would cost more than the rest of a cached answer.
 */
export function securityHeaders(
  settings: Settings,
): (request: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  const hsts =
    settings.nodeEnv === 'production'
      ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }
      : {};
  const headers = { ...HEADERS, ...hsts };
  const strict = { ...headers, 'Content-Security-Policy': NO_SCRIPTS };
  return (request, reply, done) => {
    reply.headers(request.url.startsWith('/docs') ? headers : strict);
    done();
  };
}
