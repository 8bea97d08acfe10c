import type { Type } from '@nestjs/common';
import type { Text } from '../i18n/messages.js';
import type { Schema } from '../serializers/output/fields.js';
import type { NamedSchema } from '../docs/named-schema.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { handlerOf, route, type Verb } from './methods.js';

/** An answer as the documentation shows it. */
export interface DocumentedAnswer {
  readonly description: Text;
  /** Body; absent: an answer without one, or for an error the usual one or the example's like. */
  readonly schema?: Schema | NamedSchema;
  readonly example?: unknown;
  /** Default: `application/json`. */
  readonly contentType?: string;
  /** Bodies of other media types that clients may ask for, by media type. */
  readonly otherTypes?: Readonly<Record<string, Schema>>;
}

/** What an action other than the six usual ones says of itself. */
export interface ActionOptions {
  /** Default: GET. */
  readonly method?: Verb;
  /** Below the path of the viewset, e.g. `:pk/receive`; default: that path itself. */
  readonly path?: string;
  /** What it is for, in one line of the documentation. */
  readonly summary: Text;
  readonly description?: Text;
  /** DTO of the body; several where clients differ in what they send: OPTIONS tells the first. */
  readonly input?: Type<object> | readonly Type<object>[];
  /** Media type of the body; default: JSON, or a multipart form where there is a file. */
  readonly mediaType?: string;
  /** DTO of the query string. */
  readonly query?: Type<object>;
  /** Schemas of path parameters that are not just any text. */
  readonly params?: Readonly<Record<string, Schema>>;
  /** Status of a successful answer; default: 201 for POST, else 200. */
  readonly status?: number;
  /** A successful answer: one object of a serializer, or any other. */
  readonly answer?: Serializer | DocumentedAnswer;
  /** Further successful answers, by status. */
  readonly answers?: Readonly<Record<number, Serializer | DocumentedAnswer>>;
  /** It answers with server-sent events: an async iterable of them, or an `EventStream`. */
  readonly stream?: boolean;
  /** Errors beyond those every action may have, or other examples of them, by status. */
  readonly errors?: DocumentedErrors;
}

/** By status. */
export type DocumentedErrors = Readonly<Record<number, DocumentedAnswer>>;

const ACTION = 'rest:action';

/**
 * Declares an action beyond list, retrieve, create, update, partialUpdate and destroy: its route,
 * what it takes and answers, the fields that OPTIONS tells, and its documentation. The method gets
 * the `RestRequest`.
 *
 * DRF: rest_framework.decorators.action, and the `extend_schema` of its schema generators.
 */
export function Action(options: ActionOptions): MethodDecorator {
  return (prototype, name, descriptor) => {
    route({ method: 'GET', path: '', ...options }, prototype, name, descriptor);
    if (descriptor.value) Reflect.defineMetadata(ACTION, options, descriptor.value);
  };
}

/** What the method declares by `@Action`; undefined when it has none. */
export function actionOptions(view: Type<object>, method: string): ActionOptions | undefined {
  const handler = handlerOf(view, method);
  return handler && Reflect.getMetadata(ACTION, handler);
}
