import {
  applyDecorators,
  Controller,
  Options,
  RequestMapping,
  RequestMethod,
  UseGuards,
  UseInterceptors,
  type Type,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { MethodNotAllowed } from '../exceptions.js';
import { Req, type RestRequest } from '../request.js';
import type { ViewSetClass } from './checked.js';
import {
  defineView,
  metadataHandler,
  viewDefinition,
  type ViewDefinition,
  type ViewRoute,
  type ViewSetOptions,
} from './definition.js';
import { describeView } from './metadata.js';
import { ThrottleGuard } from '../throttling/throttle.guard.js';
import { handlerOf, prototypesOf, route, USUAL_ROUTES, VERBS } from './methods.js';
import { RestGuard } from './rest.guard.js';
import { RestInterceptor } from './rest.interceptor.js';

/** Marks a route as a resource's, for hooks that run before any handler. */
const RESOURCE = { isResource: true };

/**
 * Makes a class a viewset: routes below a prefix, behind the layer's guard (authentication,
 * permissions, throttles) and interceptor (cache, rendering). Verbs that no method of the class
 * serves answer 405, and OPTIONS describes the resource.
 *
 * DRF: rest_framework.viewsets.ViewSetMixin and routers.DefaultRouter.
 */
export function ViewSet<const Options extends ViewSetOptions>(options: Options) {
  return <View extends Type<object>>(target: View & ViewSetClass<Options, View>): void => {
    const view: Type<object> = target;
    const paths = typeof options.path === 'string' ? [options.path] : options.path;
    const name = options.name ?? nameInWords(view.name);
    const routes = routesOf(view);
    const handlers = new Map<string, ViewRoute>();
    for (const route of routes) {
      const names = [...route.actions.values(), ...addFallbacks(view, route)];
      for (const handler of names) if (!handlers.has(handler)) handlers.set(handler, route);
    }
    const definition: ViewDefinition = { target: view, name, paths, options, routes, handlers };
    defineView(view, definition);
    applyDecorators(
      Controller([...paths]),
      UseGuards(RestGuard, ThrottleGuard),
      UseInterceptors(RestInterceptor),
    )(target);
  };
}

/** `GoodsCategoryController` -> `Goods Category`. DRF: utils.formatting. */
function nameInWords(className: string): string {
  return className
    .replace(/(Controller|ViewSet|View)+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .trim();
}

function routesOf(view: Type<object>): ViewRoute[] {
  const byPath = new Map<string, Map<string, string>>();
  for (const name of handlerNames(view)) {
    const handler = handlerOf(view, name)!;
    const usual = USUAL_ROUTES.get(name);
    if (usual && !Reflect.hasMetadata('method', handler)) {
      route(usual, view.prototype, name, { value: handler });
    }
    const method: RequestMethod | undefined = Reflect.getMetadata('method', handler);
    if (method === undefined) continue;
    RouteConfig(RESOURCE)(view.prototype, name, { value: handler });
    const declared: string = Reflect.getMetadata('path', handler);
    const path = declared.replace(/^\/|\/$/g, '');
    let actions = byPath.get(path);
    if (!actions) byPath.set(path, (actions = new Map()));
    actions.set(RequestMethod[method], name);
  }
  return [...byPath].map(([path, actions]) => ({
    path,
    actions,
    allow: allowHeader(actions),
    isDetail: path.includes(':'),
  }));
}

function allowHeader(actions: ReadonlyMap<string, string>): string {
  const verbs: string[] = VERBS.filter((verb) => actions.has(verb));
  if (actions.has('GET')) verbs.push('HEAD');
  return [...verbs, 'OPTIONS'].join(', ');
}

function handlerNames(view: Type<object>): string[] {
  const names = new Set<string>();
  for (const prototype of prototypesOf(view)) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const property = Object.getOwnPropertyDescriptor(prototype, name)!;
      if (name !== 'constructor' && typeof property.value === 'function') names.add(name);
    }
  }
  return [...names];
}

/** @returns the names of the handlers that it adds */
function addFallbacks(view: Type<object>, route: ViewRoute): string[] {
  const added: string[] = [];
  const suffix = route.path.replace(/\W/g, '_');
  for (const verb of VERBS) {
    if (route.actions.has(verb)) continue;
    const name = `methodNotAllowed_${verb}_${suffix}`;
    added.push(name);
    addHandler(
      view,
      name,
      RequestMapping({ path: route.path, method: RequestMethod[verb] }),
      (request) => {
        throw new MethodNotAllowed(request.method);
      },
    );
  }
  const name = metadataHandler(route.path);
  added.push(name);
  addHandler(view, name, Options(route.path), function (request) {
    return describeView(viewDefinition(view)!, this, route, request);
  });
  return added;
}

function addHandler(
  view: Type<object>,
  name: string,
  mapping: MethodDecorator,
  handle: (this: object, request: RestRequest) => unknown,
): void {
  const prototype: object = view.prototype;
  const descriptor = { value: handle, writable: true, configurable: true };
  Object.defineProperty(handle, 'name', { value: name });
  Object.defineProperty(prototype, name, descriptor);
  Req()(prototype, name, 0);
  applyDecorators(mapping, RouteConfig(RESOURCE))(prototype, name, descriptor);
}
