import type { ModuleRef } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import type { Authentication } from '../authentication/authentication.js';
import { permissionOf, type Permission } from '../permissions/permissions.js';
import type { RestOptions } from '../rest.js';
import { throttleOf, type Throttle } from '../throttling/throttles.js';
import { actionOptions } from './action.js';
import { forAction, type ViewDefinition, type ViewRoute } from './definition.js';

/** How finished responses are kept. */
export interface KeptAnswers {
  readonly tags: readonly string[];
  /** Answers differ from user to user. */
  readonly private: boolean;
}

/** Everything that is decided about one handler before it runs, worked out once. */
export interface Policy {
  readonly action: string;
  readonly route: ViewRoute;
  readonly authentications: readonly Authentication[];
  readonly permissions: readonly Permission[];
  readonly throttles: readonly Throttle[];
  /** Present when finished responses of this action are kept. */
  readonly cache: KeptAnswers | null;
  readonly vary: string;
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
    action: handler,
    route,
    authentications,
    permissions: permissions.map(permissionOf),
    throttles: throttles.map(throttleOf),
    cache: isKept
      ? { tags: cache.tags, private: cache.private ?? authentications.length > 0 }
      : null,
    vary: varyHeader(authentications),
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
