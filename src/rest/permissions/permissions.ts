import type { Type } from '@nestjs/common';
import type { RestRequest } from '../request.js';
import type { Rest } from '../rest.js';
import type { ViewDefinition } from '../viewsets/definition.js';
import type { Text } from '../i18n/messages.js';

/**
 * Who may do what. A viewset lists its permissions; all must agree.
 * DRF: rest_framework.permissions.BasePermission.
 */
export abstract class Permission {
  /** Replaces the standard text of a refusal. */
  readonly message?: Text;

  /** What the permission is called where people review who may do what. */
  get name(): string {
    return this.constructor.name;
  }

  /** May this request go on at all? Asked before anything is loaded. */
  hasPermission(_request: RestRequest): boolean | Promise<boolean> {
    return true;
  }

  /** May this request touch this object? Asked by `getObject`. */
  hasObjectPermission(_request: RestRequest, _object: object): boolean | Promise<boolean> {
    return true;
  }

  /** Why it cannot work for that viewset; looked at when the application starts. */
  problems(_view: ViewDefinition, _rest: Rest): string[] {
    return [];
  }
}

/** A permission class, or a composition made by `and`, `or`, `not`. */
export type PermissionLike = Type<Permission> | Permission;

/** DRF: rest_framework.permissions.AllowAny. */
export class AllowAny extends Permission {}

/** DRF: rest_framework.permissions.IsAuthenticated. */
export class IsAuthenticated extends Permission {
  override hasPermission(request: RestRequest): boolean {
    return request.user !== null;
  }
}

/** DRF: rest_framework.permissions.IsAdminUser. */
export class IsAdminUser extends Permission {
  override hasPermission(request: RestRequest): boolean {
    return request.user?.isStaff === true;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** DRF: rest_framework.permissions.SAFE_METHODS. */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/** Lets reads pass; to be combined, e.g. `or(ReadOnly, IsAdminUser)`. */
export class ReadOnly extends Permission {
  override hasPermission(request: RestRequest): boolean {
    return isSafe(request.method);
  }
}

/** DRF: rest_framework.permissions.IsAuthenticatedOrReadOnly. */
export class IsAuthenticatedOrReadOnly extends Permission {
  override hasPermission(request: RestRequest): boolean {
    return isSafe(request.method) || request.user !== null;
  }
}

/** All must agree. DRF: `A & B`. */
export function and(...parts: PermissionLike[]): Permission {
  return new All(parts.map(permissionOf));
}

/** One suffices, for the request and the object alike. DRF: `A | B`. */
export function or(...parts: PermissionLike[]): Permission {
  return new Any(parts.map(permissionOf));
}

/** The opposite. DRF: `~A`. */
export function not(part: PermissionLike): Permission {
  return new Not(permissionOf(part));
}

/** The instance behind a declared permission. */
export function permissionOf(permission: PermissionLike): Permission {
  return typeof permission === 'function' ? new permission() : permission;
}

class All extends Permission {
  constructor(private readonly parts: Permission[]) {
    super();
  }

  override get name(): string {
    return `(${this.parts.map(({ name }) => name).join(' & ')})`;
  }

  override problems(view: ViewDefinition, rest: Rest): string[] {
    return this.parts.flatMap((part) => part.problems(view, rest));
  }

  override async hasPermission(request: RestRequest): Promise<boolean> {
    for (const part of this.parts) {
      if (!(await part.hasPermission(request))) return false;
    }
    return true;
  }

  override async hasObjectPermission(request: RestRequest, object: object): Promise<boolean> {
    for (const part of this.parts) {
      if (!(await part.hasObjectPermission(request, object))) return false;
    }
    return true;
  }
}

class Any extends Permission {
  constructor(private readonly parts: Permission[]) {
    super();
  }

  override get name(): string {
    return `(${this.parts.map(({ name }) => name).join(' | ')})`;
  }

  override problems(view: ViewDefinition, rest: Rest): string[] {
    return this.parts.flatMap((part) => part.problems(view, rest));
  }

  override async hasPermission(request: RestRequest): Promise<boolean> {
    for (const part of this.parts) {
      if (await part.hasPermission(request)) return true;
    }
    return false;
  }

  override async hasObjectPermission(request: RestRequest, object: object): Promise<boolean> {
    for (const part of this.parts) {
      // A part that refused the request has no say about the object.
      const agrees =
        (await part.hasPermission(request)) && (await part.hasObjectPermission(request, object));
      if (agrees) return true;
    }
    return false;
  }
}

class Not extends Permission {
  constructor(private readonly part: Permission) {
    super();
  }

  override get name(): string {
    return `~${this.part.name}`;
  }

  override problems(view: ViewDefinition, rest: Rest): string[] {
    return this.part.problems(view, rest);
  }

  override async hasPermission(request: RestRequest): Promise<boolean> {
    return !(await this.part.hasPermission(request));
  }

  override async hasObjectPermission(request: RestRequest, object: object): Promise<boolean> {
    return !(await this.part.hasObjectPermission(request, object));
  }
}
