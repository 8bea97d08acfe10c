import type { Type } from '@nestjs/common';

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
