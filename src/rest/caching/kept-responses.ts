import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, of, type Observable } from 'rxjs';
import { takesPlainJson } from '../negotiation.js';
import { Permission } from '../permissions/permissions.js';
import { RestRequest, type CarriesRestRequest } from '../request.js';
import { Rest, type KeptResult } from '../rest.js';
import { RateThrottle } from '../throttling/throttles.js';
import type { ViewDefinition } from '../viewsets/definition.js';
import type { KeptAnswers, Policy } from '../viewsets/policy.js';
import { ViewRegistry } from '../viewsets/view-registry.js';
import type { CachedText } from './response-cache.js';

/** Read by every view. DRF: URL_FORMAT_OVERRIDE */
const FORMAT = 'format';

/** A body with its headers set; undefined for a 304. */
type Sent = Buffer | undefined;

/** A route whose kept responses anybody may have. */
interface OpenRoute {
  readonly view: ViewDefinition;
  readonly policy: Policy;
  readonly cache: KeptAnswers;
}

/**
 * Answers with kept responses: where anybody may have them at once, by a hook in front of guard and
 * interceptor, which would decide nothing there and cost more than the answer; elsewhere when the
 * interceptor asks.
 *
 * DRF: drf-extensions' CacheResponseMixin; DJANGO: django.middleware.cache.
 */
@Injectable()
export class KeptResponses implements OnApplicationBootstrap {
  private readonly openRoutes = new Map<string, OpenRoute>();

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
          this.openRoutes.set(url, { view, policy, cache: policy.cache });
        }
      }
    }
  }

  /** A hook for `onRequest`, after those that set headers. */
  readonly hook = (
    raw: FastifyRequest & CarriesRestRequest,
    reply: FastifyReply,
    done: () => void,
  ): void => {
    const route = this.openRoutes.get(raw.routeOptions.url ?? '');
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
    // For whoever tells afterwards what was asked for.
    raw.rest = request;
    reply.send(this.send(request, cache, entry, 'hit'));
  };

  /**
   * The kept response to the request, made now if there is none yet.
   *
   * @param make the body of the response
   * @returns undefined where responses are not kept
   */
  respond(request: RestRequest, make: () => Promise<string>): Observable<Sent> | undefined {
    const { cache } = request.policy;
    if (!cache || !this.rest.cache.enabled) return undefined;
    const key = request.indent === 0 ? cacheKey(request, cache) : undefined;
    if (key === undefined) {
      this.rest.options.observer.kept?.('bypass');
      return undefined;
    }
    const ready = this.rest.cache.peek(cache.tags, key);
    if (ready) return of(this.send(request, cache, ready, 'hit'));
    let found: KeptResult = 'hit';
    const entry = this.rest.cache.remember(cache.tags, key, () => {
      found = 'miss';
      return make();
    });
    return from(entry.then((text) => this.send(request, cache, text, found)));
  }

  private send(
    request: RestRequest,
    cache: KeptAnswers,
    { body, etag }: CachedText,
    found: KeptResult,
  ): Sent {
    const { reply } = request;
    const { observer } = this.rest.options;
    // The client keeps a copy but asks each time: a change is seen at once, an unchanged body is
    // not sent again.
    reply.header('Cache-Control', cache.private ? 'private, no-cache' : 'public, no-cache');
    reply.header('ETag', etag);
    this.views.instanceOf(request.view).onServed?.(request);
    if (matches(request.raw.headers['if-none-match'], etag)) {
      observer.kept?.('revalidated');
      reply.status(304);
      // Of a HEAD the body is only measured; without it the length would be told as 0.
      return request.method === 'HEAD' ? body : undefined;
    }
    observer.kept?.(found);
    reply.header('Content-Type', 'application/json');
    return body;
  }

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

/**
 * Whether the client has what that ETag is of. RFC 9110, 13.1.2: the weak comparison of
 * If-None-Match.
 */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}

/**
 * Everything an answer depends on; undefined for an answer that is not kept. Of the query only
 * declared parameters count. A paginated list repeats the others in its links: such answers are
 * made each time, so that made-up parameters fill no store.
 */
function cacheKey(request: RestRequest, cache: KeptAnswers): string | undefined {
  const { origin, path, language } = request;
  const query = relevantQuery(request);
  if (query === undefined) return undefined;
  const user = cache.private ? (request.user?.id ?? '') : '';
  const action = `${request.view.target.name}.${request.action}`;
  return `${user} ${action} ${language} ${origin}${path}?${query}`;
}

function relevantQuery(request: RestRequest): string | undefined {
  const { queryString } = request;
  const { pagination, filters = [] } = request.view.options;
  if (queryString === '') return '';
  const paging = request.policy.route.isDetail ? null : pagination;
  const read = [paging, ...filters].flatMap((part) => part?.parameters() ?? []);
  const declared = [...read.map(({ name }) => name), FORMAT];
  if (!paging) {
    const known = declared.map((name): [string, string] => [name, request.query.get(name) ?? '']);
    return new URLSearchParams(known).toString();
  }
  const pairs = [...new URLSearchParams(queryString)];
  if (!pairs.every(([name]) => declared.includes(name))) return undefined;
  // Stable: of equal names the last one counts, so their order stays.
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new URLSearchParams(pairs).toString();
}
