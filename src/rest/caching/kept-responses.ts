import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takesPlainJson } from '../negotiation/negotiation.js';
import { Permission } from '../permissions/permissions.js';
import { RestRequest } from '../request.js';
import { Rest } from '../rest.js';
import { RateThrottle } from '../throttling/throttles.js';
import type { ViewDefinition } from '../viewsets/definition.js';
import type { KeptAnswers, Policy } from '../viewsets/policy.js';
import { ViewRegistry } from '../viewsets/view-registry.js';
import { cacheKey, sendKept } from './kept.js';

/** A route whose kept responses anybody may have. */
interface OpenRoute {
  readonly view: ViewDefinition;
  readonly policy: Policy;
  readonly cache: KeptAnswers;
}

/**
 * Sends ready responses of public resources at once. Where nobody is authenticated, refused or
 * counted, the way through guard and interceptor decides nothing and costs more than the answer.
 *
 * DJANGO: django.middleware.cache.FetchFromCacheMiddleware.
 */
@Injectable()
export class KeptResponses implements OnApplicationBootstrap {
  private readonly routes = new Map<string, OpenRoute>();

  constructor(
    private readonly rest: Rest,
    private readonly views: ViewRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.rest.cache.enabled) return;
    for (const view of this.views.all()) {
      for (const { path, actions } of view.routes) {
        const action = actions.get('GET');
        const policy = action && this.views.policy(view, action);
        if (!policy || !policy.cache || !this.isOpen(policy)) continue;
        for (const prefix of view.paths) {
          const url = `/${[prefix, path].filter(Boolean).join('/')}`;
          this.routes.set(url, { view, policy, cache: policy.cache });
        }
      }
    }
  }

  /** A hook for `onRequest`, after those that set headers. */
  readonly hook = (raw: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const route = this.routes.get(raw.routeOptions.url ?? '');
    if (!route || (raw.method !== 'GET' && raw.method !== 'HEAD') || !isPlain(raw)) {
      done();
      return;
    }
    const { view, policy, cache } = route;
    const request = new RestRequest(raw, reply, this.rest, view, policy);
    const key = cacheKey(request, cache);
    const entry = key === undefined ? undefined : this.rest.cache.peek(cache.tags, key);
    if (!entry) {
      done();
      return;
    }
    reply.header('Allow', policy.route.allow);
    reply.header('Vary', policy.vary);
    const body = sendKept(request, cache, entry);
    this.views.instanceOf(view).onServed?.(request);
    reply.send(body);
  };

  private isOpen(policy: Policy): boolean {
    return (
      policy.authentications.length === 0 &&
      policy.permissions.every(
        ({ hasPermission }) => hasPermission === Permission.prototype.hasPermission,
      ) &&
      policy.throttles.every(
        (throttle) => throttle instanceof RateThrottle && !throttle.hasRate(this.rest),
      )
    );
  }
}

/** Whether there is nothing to negotiate. */
function isPlain({ headers, url }: FastifyRequest): boolean {
  return takesPlainJson(headers.accept) && !url.includes('format=');
}
