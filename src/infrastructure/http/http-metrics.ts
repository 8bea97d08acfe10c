import type { FastifyReply, FastifyRequest } from 'fastify';
import { defineCounter, defineGauge, defineHistogram } from '../metrics/index.js';

const DURATION = defineHistogram(
  'http_request_duration_seconds',
  'From a request to the end of its answer, by what was asked for.',
  ['method', 'route', 'status'],
);

/** Requests that are being answered. */
export const IN_FLIGHT = defineGauge('http_requests_in_flight', 'Requests being answered.');

/** GETs of resources whose answers are kept, by where the answer came from. */
export const RESPONSE_CACHE = defineCounter(
  'http_response_cache_total',
  'Reads of kept answers: hit, revalidated (304), miss, bypass.',
  ['result'],
);

/** Requests that a rate has refused. */
export const THROTTLED = defineCounter('throttled_total', 'Requests refused by a rate.', ['scope']);

/** What is called so where no route matches: a path would be a label of the clients' making. */
const UNMATCHED = 'unmatched';

/**
 * A hook for `onResponse` that measures requests.
 *
 * @param routeOf what a request was for, such as a viewset's action; undefined: what its route says
 */
export function measureRequests(routeOf: (request: FastifyRequest) => string | undefined) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const route = routeOf(request) ?? request.routeOptions.url ?? UNMATCHED;
    const labels = { method: request.method, route, status: reply.statusCode };
    DURATION.observe(labels, reply.elapsedTime / 1000);
    done();
  };
}
