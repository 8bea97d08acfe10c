import { MethodNotAllowed, NotFound } from '../exceptions.js';
import type { RestRequest } from '../request.js';
import type { Rest } from '../rest.js';
import { entityOf, type ViewDefinition } from '../viewsets/definition.js';
import { isSafe, Permission } from './permissions.js';

/** What a verb does to a model; nothing: whoever may come in may do it. */
export type ActionsByVerb = Readonly<Record<string, readonly string[]>>;

/** DRF: DjangoModelPermissions.perms_map */
const ACTIONS: ActionsByVerb = {
  GET: [],
  HEAD: [],
  OPTIONS: [],
  POST: ['add'],
  PUT: ['change'],
  PATCH: ['change'],
  DELETE: ['delete'],
};

/**
 * Asks whether the user has the model permissions of the verb: `goods.add_goods` for a POST and so
 * on. Override `actions` to ask for others, e.g. `view` for a GET.
 *
 * DRF: rest_framework.permissions.DjangoModelPermissions.
 */
export class DjangoModelPermissions extends Permission {
  /** DRF: perms_map */
  protected readonly actions: ActionsByVerb = ACTIONS;
  /** DRF: authenticated_users_only */
  protected readonly authenticatedUsersOnly: boolean = true;

  override async hasPermission(request: RestRequest): Promise<boolean> {
    if (request.user === null && this.authenticatedUsersOnly) return false;
    return request.grants.allows(this.actionsOf(request.method), entityOf(request.view)!);
  }

  override problems(view: ViewDefinition, rest: Rest): string[] {
    const entity = entityOf(view);
    if (!entity) return [`${this.name} needs a viewset of an entity`];
    const problems: string[] = [];
    if (!rest.models.has(entity)) {
      problems.push(`${this.name} needs ${entity.name} in a domain's list of models`);
    }
    return [...problems, ...backendProblems(this.name, rest)];
  }

  /** @throws MethodNotAllowed for a verb that nobody said anything about */
  protected actionsOf(method: string): readonly string[] {
    const actions = this.actions[method];
    if (!actions) throw new MethodNotAllowed(method);
    return actions;
  }
}

/**
 * The same, but reading takes a permission as well: `goods.view_goods`.
 *
 * DRF: DjangoModelPermissions with `GET: ['%(app_label)s.view_%(model_name)s']` in its perms_map
 */
export class DjangoModelPermissionsWithView extends DjangoModelPermissions {
  protected override readonly actions: ActionsByVerb = {
    ...ACTIONS,
    GET: ['view'],
    HEAD: ['view'],
  };
}

/** Why what has that name cannot ask who may do what. */
export function backendProblems(name: string, rest: Rest): string[] {
  try {
    return rest.permissionBackend ? [] : [`${name} needs a PermissionBackend`];
  } catch (error) {
    return [`${name} needs a PermissionBackend: ${(error as Error).message}`];
  }
}

/**
 * The same, but strangers may read.
 *
 * DRF: rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly.
 */
export class DjangoModelPermissionsOrAnonReadOnly extends DjangoModelPermissions {
  protected override readonly authenticatedUsersOnly: boolean = false;
}

/**
 * Asks for the model permissions, and for the same permissions for the object that is touched.
 *
 * DRF: rest_framework.permissions.DjangoObjectPermissions.
 */
export class DjangoObjectPermissions extends DjangoModelPermissions {
  override async hasObjectPermission(
    request: RestRequest,
    object: { readonly id: number },
  ): Promise<boolean> {
    const entity = entityOf(request.view)!;
    const { grants, method } = request;
    if (await grants.allowsOn(object, this.actionsOf(method), entity)) return true;
    // Who may not even read the object is not told that it is there.
    if (isSafe(method)) throw new NotFound();
    if (!(await grants.allowsOn(object, this.actionsOf('GET'), entity))) throw new NotFound();
    return false;
  }
}

/**
 * Asks for nothing but the permissions for the object: whoever may come in may add one, and who was
 * given `change` or `delete` for one may do that, without any model permission.
 *
 * DRF: DjangoObjectPermissions with a `has_permission` that lets every user in, as projects on
 * guardian write it.
 */
export class ObjectPermissions extends DjangoObjectPermissions {
  override async hasPermission(request: RestRequest): Promise<boolean> {
    return request.user !== null || (!this.authenticatedUsersOnly && isSafe(request.method));
  }
}

/** The same, but strangers may read. */
export class ObjectPermissionsOrAnonReadOnly extends ObjectPermissions {
  protected override readonly authenticatedUsersOnly: boolean = false;
}
