import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RestUser } from '../authentication/authentication.js';
import { RestRequest } from '../request.js';
import type { Rest } from '../rest.js';
import type { ViewDefinition } from '../viewsets/definition.js';
import type { Policy } from '../viewsets/policy.js';

/** A request that nobody sent, and that notes whether anybody asks for its user. */
export interface Probe {
  readonly request: RestRequest;
  readonly looksAtUser: () => boolean;
}

/** An anonymous request to an action, to find out at start what its declarations depend on. */
export function probe(rest: Rest, view: ViewDefinition, policy: Policy, method: string): Probe {
  const raw = {
    method,
    url: '/',
    originalUrl: '/',
    headers: {},
    params: { pk: '0' },
    query: {},
    ip: '127.0.0.1',
    protocol: 'http',
    host: 'localhost',
  } as unknown as FastifyRequest;
  const request = new RestRequest(raw, {} as FastifyReply, rest, view, policy);
  let looked = false;
  Object.defineProperty(request, 'user', {
    get(): RestUser | null {
      looked = true;
      return null;
    },
  });
  return { request, looksAtUser: () => looked };
}
