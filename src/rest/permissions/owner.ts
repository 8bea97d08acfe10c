import type { RestRequest } from '../request.js';
import type { Rest } from '../rest.js';
import { entityOf, type ViewDefinition } from '../viewsets/definition.js';
import { isSafe, Permission } from './permissions.js';

/**
 * Only whom an object belongs to may touch it: the user whose id one of its properties has.
 *
 * DRF: the IsOwner of its documentation, rest_framework.permissions
 */
export class IsOwner extends Permission {
  /** @param property of the object; default: `userId` */
  constructor(private readonly property = 'userId') {
    super();
  }

  override hasPermission(request: RestRequest): boolean {
    return request.user !== null;
  }

  override hasObjectPermission(
    { user }: RestRequest,
    object: Readonly<Record<string, unknown>>,
  ): boolean {
    return user !== null && object[this.property] === user.id;
  }

  override problems(view: ViewDefinition, { dataSource }: Rest): string[] {
    const entity = entityOf(view);
    if (!entity || !dataSource.hasMetadata(entity)) return [`${this.name} needs an entity`];
    const metadata = dataSource.getMetadata(entity);
    return metadata.findColumnWithPropertyName(this.property)
      ? []
      : [`${this.name}: ${metadata.name} has no column "${this.property}"`];
  }
}

/** The same, but everybody may read. DRF: the IsOwnerOrReadOnly of its documentation */
export class IsOwnerOrReadOnly extends IsOwner {
  override hasPermission(request: RestRequest): boolean {
    return isSafe(request.method) || super.hasPermission(request);
  }

  override hasObjectPermission(
    request: RestRequest,
    object: Readonly<Record<string, unknown>>,
  ): boolean {
    return isSafe(request.method) || super.hasObjectPermission(request, object);
  }
}
