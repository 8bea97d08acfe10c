import type { EntityManager } from 'typeorm';
import type { RestUser } from '../authentication/authentication.js';

/** Who is given a permission: one user, or everybody in a group. */
export type Holder = { readonly userId: number } | { readonly group: string };

/** A permission that somebody has for one object. */
export interface ObjectPermission {
  readonly objectId: number;
  /** E.g. `movies.change_comment`. */
  readonly permission: string;
}

/** One row that permissions are about. */
export interface PermissionTarget {
  /** E.g. `movies.comment`. */
  readonly model: string;
  readonly objectId: number;
}

/**
 * Where a project keeps who may do what. The layer's permission classes ask it, and it is asked
 * once per request and kind of question, however many objects there are.
 *
 * Superusers are allowed everything without being asked about.
 *
 * DJANGO: django.contrib.auth.backends.ModelBackend; guardian.backends.ObjectPermissionBackend
 */
export abstract class PermissionBackend {
  /** Names of the model permissions that the user has, also through groups. */
  abstract modelPermissions(manager: EntityManager, user: RestUser): Promise<readonly string[]>;

  /** The permissions that the user has for these objects of a model, also through groups. */
  abstract objectPermissions(
    manager: EntityManager,
    user: RestUser,
    model: string,
    objectIds: readonly number[],
  ): Promise<readonly ObjectPermission[]>;

  /** Gives permissions for one object. DJANGO: guardian.shortcuts.assign_perm */
  abstract grant(
    manager: EntityManager,
    holder: Holder,
    permissions: readonly string[],
    target: PermissionTarget,
  ): Promise<void>;

  /** Forgets all permissions for an object that is no more. */
  abstract forget(manager: EntityManager, target: PermissionTarget): Promise<void>;
}
