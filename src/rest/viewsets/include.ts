import { Controller, type Type } from '@nestjs/common';
import { defineView, viewDefinition } from './definition.js';

/**
 * The same views below a path, which may be one of the settings: an application names what this
 * returns among the controllers of a module, instead of the views.
 *
 * DJANGO: django.urls.include
 *
 * @param prefix e.g. `v2`, without slashes at its ends
 */
export function include(prefix: string, views: readonly Type<object>[]): Type<object>[] {
  return views.map((view) => below(prefix, view));
}

function below(prefix: string, view: Type<object>): Type<object> {
  const definition = viewDefinition(view);
  if (!definition) throw new Error(`${view.name} is no view`);
  const paths = definition.paths.map((path) => `${prefix}/${path}`);
  // A class of its own, so that applications with other prefixes do not see this one.
  const target: Type<object> = class extends view {};
  Object.defineProperty(target, 'name', { value: view.name });
  Controller(paths)(target);
  defineView(target, { ...definition, target, paths });
  return target;
}
