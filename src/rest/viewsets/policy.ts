import type { ModuleRef } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import type { Envelope } from '../envelope.js';
import type { Authentication } from '../authentication/authentication.js';
import { permissionOf, type Permission } from '../permissions/permissions.js';
import type { RestOptions } from '../rest.js';
import { throttleOf, type Throttle } from '../throttling/throttles.js';
import { actionOptions } from './action.js';
import { forAction, metadataHandler, type ViewDefinition, type ViewRoute } from './definition.js';

/** How finished responses are kept. */
export interface KeptAnswers {
  readonly tags: readonly string[];
  /** Answers differ from user to user. */
  readonly private: boolean;
}

/** Everything that is decided about one handler before it runs, worked out once. */
export interface Policy {
  /** Viewset and action, such as `GoodsController.list`: what logs and metrics call it. */
  readonly name: string;
  readonly action: string;
  readonly route: ViewRoute;
  readonly authentications: readonly Authentication[];
  readonly permissions: readonly Permission[];
  readonly throttles: readonly Throttle[];
  /** Present when finished responses of this action are kept. */
  readonly cache: KeptAnswers | null;
  readonly vary: string;
  /** What answers look like beyond their data; null: as DRF's. */
  readonly envelope: Envelope | null;
  /** Whether it answers with server-sent events. */
  readonly stream: boolean;
}

/** Works out the policy of one handler of a viewset. */
export function makePolicy(
  view: ViewDefinition,
  handler: string,
  defaults: RestOptions,
  moduleRef: ModuleRef,
): Policy {
  const { options } = view;
  const route = view.handlers.get(handler)!;
  const authentications = (
    forAction(options.authentication, handler) ?? defaults.defaultAuthentication
  ).map((type) => resolve(moduleRef, type));
  const permissions = forAction(options.permissions, handler) ?? defaults.defaultPermissions;
  const throttles = forAction(options.throttles, handler) ?? defaults.defaultThrottles;
  const { cache } = options;
  const isKept = cache && (cache.actions ?? ['list', 'retrieve']).includes(handler);
  return {
    name: `${view.target.name}.${handler}`,
    action: handler,
    route,
    authentications,
    permissions: permissions.map(permissionOf),
    throttles: throttles.map(throttleOf),
    cache: isKept
      ? { tags: cache.tags, private: cache.private ?? authentications.length > 0 }
      : null,
    vary: varyHeader(authentications),
    // What OPTIONS tells is for tools, whatever the pages of the family read.
    envelope:
      handler === metadataHandler(route.path)
        ? null
        : (forAction(options.envelope, handler) ?? null),
    stream: actionOptions(view.target, handler)?.stream ?? false,
  };
}

function varyHeader(authentications: readonly Authentication[]): string {
  const headers = new Set(['Accept', 'Accept-Language']);
  for (const { header } of authentications) headers.add(header);
  return [...headers, 'Origin'].join(', ');
}

function resolve(moduleRef: ModuleRef, type: Type<Authentication>): Authentication {
  return moduleRef.get(type, { strict: false });
}
