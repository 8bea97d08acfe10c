import { HttpCode, RequestMapping, RequestMethod, type Type } from '@nestjs/common';
import { Req } from '../request.js';

/** The verbs a resource may serve, in the order of DRF's `Allow` header. */
export const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Verb = (typeof VERBS)[number];

/** Where a method of a view is served. */
export interface Route {
  readonly method: Verb;
  /** Below the path of the view. */
  readonly path: string;
  /** Of a successful answer; default: 201 for POST, else 200. */
  readonly status?: number;
}

/** Where methods of these names are served. DRF: rest_framework.routers.DefaultRouter */
export const USUAL_ROUTES: ReadonlyMap<string, Route> = new Map([
  ['list', { method: 'GET', path: '' }],
  ['create', { method: 'POST', path: '' }],
  ['retrieve', { method: 'GET', path: ':pk' }],
  ['update', { method: 'PUT', path: ':pk' }],
  ['partialUpdate', { method: 'PATCH', path: ':pk' }],
  ['destroy', { method: 'DELETE', path: ':pk', status: 204 }],
]);

/** Has a method served there, with the `RestRequest` as its argument. */
export function route<T>(
  { method, path, status }: Route,
  prototype: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<T>,
): void {
  Req()(prototype, name, 0);
  RequestMapping({ path, method: RequestMethod[method] })(prototype, name, descriptor);
  if (status) HttpCode(status)(prototype, name, descriptor);
}

/** The function that serves a view under that name; its metadata are the decorators' words. */
export function handlerOf(view: Type<object>, name: string): object | undefined {
  return view.prototype[name];
}

/** The prototypes of a view, its own first. */
export function* prototypesOf(view: Type<object>): Generator<object> {
  for (
    let prototype: object = view.prototype;
    prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    yield prototype;
  }
}
