import type { Type } from '@nestjs/common';
import type { ObjectLiteral } from 'typeorm';
import type { Authentication } from '../authentication/authentication.js';
import type { Envelope } from '../envelope.js';
import type { FilterBackend } from '../filters/filter-backend.js';
import type { Text } from '../i18n/messages.js';
import type { Pagination } from '../pagination/pagination.js';
import type { PermissionLike } from '../permissions/permissions.js';
import type { RestOptions } from '../rest.js';
import type { Serializer } from '../serializers/output/serializer.js';
import type { ThrottleLike } from '../throttling/throttles.js';
import { actionOptions, type DocumentedErrors } from './action.js';

/** A value for every action, or one per action with `default` for the rest. */
export type PerAction<T> = T | (Readonly<Record<string, T>> & { readonly default?: T });

/** A chapter of the API's documentation. OpenAPI: a tag. */
export interface ApiGroup {
  /** The same in every language: generated clients are named after it. */
  readonly name: string;
  /** One sentence. */
  readonly description?: Text;
  /** The document that shows it, where it is not the main one. */
  readonly document?: string;
}

/** What a viewset declares. DRF: the class attributes of a GenericViewSet. */
export interface ViewSetOptions {
  /** URL prefix without slashes, e.g. `goods`; further ones are older names of the same resource. */
  readonly path: string | readonly string[];
  /** Name in OPTIONS answers; default: the class name in words. */
  readonly name?: string;
  readonly description?: string;
  /**
   * Where the documentation shows it; default: in a group of its own name; null: nowhere.
   *
   * DRF: drf_spectacular's `extend_schema(tags, exclude)`
   */
  readonly group?: ApiGroup | null;
  /** By action: what it is for, in one line of the documentation; see `@Action` for further ones. */
  readonly summaries?: Readonly<Record<string, Text>>;
  /** Output serializers. DRF: serializer_class, get_serializer_class. */
  readonly serializers?: Serializer | Readonly<Record<string, Serializer>>;
  /** Input DTOs of create, update and partialUpdate. */
  readonly inputs?: Type<object> | Readonly<Record<string, Type<object>>>;
  /** By action: the DTO of its query string, for the documentation. */
  readonly queries?: Readonly<Record<string, Type<object>>>;
  readonly authentication?: PerAction<readonly Type<Authentication>[]>;
  readonly permissions?: PerAction<readonly PermissionLike[]>;
  readonly throttles?: PerAction<readonly ThrottleLike[]>;
  /** What answers look like beyond their data; default: as DRF's. */
  readonly envelope?: PerAction<Envelope>;
  /** null or absent: the list is one bare array. */
  readonly pagination?: Pagination | null;
  /** DRF: filter_backends with their attributes. */
  readonly filters?: readonly FilterBackend[];
  /** Order of the list when the client asks for none, e.g. `['-position']`; default: by id. */
  readonly ordering?: readonly string[];
  /** Property that the URL's last segment names; default: `id`. DRF: lookup_field. */
  readonly lookupField?: string;
  /** Keeps finished responses of these actions; absent: nothing is kept. */
  readonly cache?: CacheOptions;
  /** Object permissions that a new row comes with. */
  readonly grants?: BirthGrants;
  /** By action: errors beyond those every action may have, for the documentation. */
  readonly errors?: Readonly<Record<string, DocumentedErrors>>;
  /**
   * Largest form with files that is read, in bytes, where the project's limit of bodies is too
   * small; other bodies keep that limit. E.g. `withFiles(2)`.
   */
  readonly maxBodyBytes?: number | ((options: RestOptions) => number);
  /** A view of its own rather than a list and its objects: see `APIView`. */
  readonly isPlain?: boolean;
  /** Listed at the API root; default: yes. */
  readonly listed?: boolean;
}

/**
 * Object permissions that are given in the transaction that creates a row, and forgotten in the one
 * that deletes it; e.g. `{ creator: ['change', 'delete'], groups: { editors: ['delete'] } }`.
 */
export interface BirthGrants {
  /** What whoever sent the request may do with the row. */
  readonly creator?: readonly string[];
  /** What the members of a group may do with it. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

/** How a viewset's finished responses are kept. DRF: CacheResponseMixin. */
export interface CacheOptions {
  /** What the responses are made of; a write to any of these outdates them. */
  readonly tags: readonly string[];
  /** Default: list and retrieve. */
  readonly actions?: readonly string[];
  /** Answers differ from user to user; default: unless nobody is authenticated. */
  readonly private?: boolean;
}

/** One URL of a viewset: its path below the prefix and the action behind each verb. */
export interface ViewRoute {
  readonly path: string;
  readonly actions: ReadonlyMap<string, string>;
  /** Value of the `Allow` header. */
  readonly allow: string;
  readonly isDetail: boolean;
}

/** A viewset's declaration together with its routes. */
export interface ViewDefinition {
  readonly target: Type<object>;
  readonly name: string;
  readonly paths: readonly string[];
  readonly options: ViewSetOptions;
  readonly routes: readonly ViewRoute[];
  /** The route behind each handler, those of 405 and OPTIONS included. */
  readonly handlers: ReadonlyMap<string, ViewRoute>;
}

/** What a form may hold besides files, in bytes. */
const FORM_BYTES = 256 * 1024;

/** For `maxBodyBytes`: a form with that many files, each as large as files may be. */
export function withFiles(count: number): (options: RestOptions) => number {
  return ({ maxFileBytes }) => count * maxFileBytes + FORM_BYTES;
}

const DEFINITION = 'rest:view';
const ENTITY = 'rest:entity';

/** Remembers what entity the viewsets are of that extend the class. */
export function defineEntity(base: object, entity: Type<ObjectLiteral>): void {
  Reflect.defineMetadata(ENTITY, entity, base);
}

/** The entity of a viewset; undefined for one of none. DRF: view.queryset.model */
export function entityOf(view: ViewDefinition): Type<ObjectLiteral> | undefined {
  return Reflect.getMetadata(ENTITY, view.target);
}

/** Remembers a viewset's definition on its class. */
export function defineView(target: Type<object>, definition: ViewDefinition): void {
  Reflect.defineMetadata(DEFINITION, definition, target);
}

/** The definition of a viewset class; undefined for any other class. */
export function viewDefinition(target: object): ViewDefinition | undefined {
  return Reflect.getMetadata(DEFINITION, target);
}

/** What applies to one action of a per-action setting. */
export function forAction<T>(setting: PerAction<T> | undefined, action: string): T | undefined {
  if (!isPerAction(setting)) return setting as T | undefined;
  return setting[action] ?? setting.default;
}

/** The DTOs of an action's body: its own by `@Action`, else what the viewset declares for it. */
export function inputsOf(view: ViewDefinition, action: string): Type<object>[] {
  const own = actionOptions(view.target, action);
  return [(own ? own.input : forAction(view.options.inputs, action)) ?? []].flat();
}

/** Name of the handler that answers OPTIONS. */
export function metadataHandler(routePath: string): string {
  return `metadata_${routePath.replace(/\W/g, '_')}`;
}

/** Whether a setting differs from action to action. */
export function isPerAction<T>(
  setting: PerAction<T> | undefined,
): setting is Readonly<Record<string, T>> & { readonly default?: T } {
  return (
    typeof setting === 'object' &&
    setting !== null &&
    Object.getPrototypeOf(setting) === Object.prototype
  );
}
