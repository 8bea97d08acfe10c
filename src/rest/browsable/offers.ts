import type { RestUser } from '../authentication/authentication.js';
import type { RestRequest } from '../request.js';
import type { DtoClass } from '../serializers/input/registry.js';
import { inputsOf, metadataHandler } from '../viewsets/definition.js';
import { permitted } from '../viewsets/metadata.js';
import type { ViewRegistry } from '../viewsets/view-registry.js';

/** A verb that the client may send to where it is. */
export interface Offer {
  /** The request as it would come. */
  readonly request: RestRequest;
  /** What its body is checked by; absent: it takes none, or reads it itself. */
  readonly input?: DtoClass;
  /** The object that the URL names. */
  readonly object?: object;
}

/** By verb. */
export type Offers = ReadonlyMap<string, Offer>;

/**
 * What the client may do besides reading.
 *
 * @param viewer who has signed in with the browser, also where this very action asks nobody
 *
 * DRF: BrowsableAPIRenderer.show_form_for_method
 */
export async function offersOf(
  request: RestRequest,
  views: ViewRegistry,
  viewer: RestUser | null,
): Promise<Offers> {
  const { view, policy } = request;
  const { route } = policy;
  const instance = views.instanceOf(view);
  const offers = new Map<string, Offer>();
  const handlers = [...route.actions, ['OPTIONS', metadataHandler(route.path)] as const];
  for (const [verb, handler] of handlers) {
    if (verb === 'GET') continue;
    const asked = request.as(verb, views.policy(view, handler));
    if (asked.policy.authentications.length > 0) asked.user ??= viewer;
    const allowed = await permitted(asked, instance);
    if (!allowed) continue;
    const [input] = inputsOf(view, handler);
    offers.set(verb, { request: asked, input: input as DtoClass | undefined, ...allowed });
  }
  return offers;
}
