import { Delete, Get, HttpCode, Patch, Post, Put, type Type } from '@nestjs/common';
import { Req } from '../request.js';
import { actionOptions } from './action.js';
import type { ViewSetOptions } from './definition.js';
import { ViewSet } from './viewset.decorator.js';

/** Which verb a method of that name serves. */
const VERBS = { get: Get, post: Post, put: Put, patch: Patch, delete: Delete } as const;

/** What a plain view declares; settings per action go by the names of its methods. */
export type APIViewOptions = Omit<
  ViewSetOptions,
  'isPlain' | 'listed' | 'lookupField' | 'ordering' | 'filters' | 'pagination'
>;

/**
 * Makes a class a view without a queryset: its methods `get`, `post`, `put`, `patch` and `delete`
 * take a `RestRequest` and serve one path, with everything that a viewset has: authentication,
 * permissions, throttles, kept responses, exceptions, OPTIONS and documentation.
 *
 * DRF: rest_framework.views.APIView
 */
export function APIView(options: APIViewOptions) {
  return (target: Type<object>): void => {
    const prototype: object = target.prototype;
    for (const [name, verb] of Object.entries(VERBS)) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
      if (typeof descriptor?.value !== 'function') continue;
      Req()(prototype, name, 0);
      verb()(prototype, name, descriptor);
      // Nest would answer a POST with 201.
      if (!actionOptions(target, name)) HttpCode(200)(prototype, name, descriptor);
    }
    const declared: ViewSetOptions = { ...options, isPlain: true, listed: false };
    ViewSet(declared)(target);
  };
}
