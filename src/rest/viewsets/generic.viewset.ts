import { Inject, type Type } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { NotFound } from '../exceptions.js';
import { orderQuery } from '../filters/ordering.filter.js';
import { Permission } from '../permissions/permissions.js';
import { refusal } from '../permissions/refusal.js';
import type { RestRequest } from '../request.js';
import { Rest, type RestTransaction } from '../rest.js';
import { parseInteger } from '../serializers/input/python.js';
import { loadFlags } from '../serializers/output/flags.js';
import { loadRows } from '../serializers/output/load.js';
import type { Row } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { inlineWriter } from './write-row.js';
import { defineEntity, forAction, type PerAction } from './definition.js';

/** Largest id of an integer column; anything beyond is no row's. */
const LARGEST_ID = 2_147_483_647;

/** Column types of integers; a generated key has the type `Number`. */
const INTEGER_TYPES: ReadonlySet<unknown> = new Set(['int', 'integer', Number]);

/**
 * What the actions of a viewset share: its queryset, its object, its serializers. Subclasses
 * override `getQueryset` to scope rows to the request, e.g. to their owner.
 *
 * DRF: rest_framework.generics.GenericAPIView.
 */
export abstract class GenericViewSetBase<Entity extends ObjectLiteral = ObjectLiteral> {
  @Inject(Rest) readonly rest!: Rest;

  /** The entity behind the resource. */
  readonly entity!: Type<Entity>;

  /**
   * The rows this request may see at all.
   *
   * @param manager where to look: inside an open transaction, or the committed data
   */
  getQueryset(_request: RestRequest, manager: EntityManager): SelectQueryBuilder<Entity> {
    return manager.createQueryBuilder(this.entity, this.entity.name.toLowerCase());
  }

  /**
   * What the query string asks for: filtered, searched, ordered. The single row of a URL must pass
   * it as well.
   *
   * DRF: filter_queryset.
   *
   * @throws ValidationError naming every bad parameter
   */
  async filterQueryset(query: SelectQueryBuilder<Entity>, request: RestRequest): Promise<void> {
    const { filters, ordering } = request.view.options;
    orderQuery(query, ordering ?? []);
    for (const filter of filters ?? []) await filter.apply(query, request);
  }

  /**
   * The row the URL names, as the serializer shows it.
   *
   * @throws NotFound when the queryset has no such row, PermissionDenied or NotAuthenticated when
   * an object permission refuses
   */
  async getRow(
    request: RestRequest,
    serializer: Serializer,
    manager: EntityManager = this.rest.dataSource.manager,
  ): Promise<Row> {
    if (request.policy.permissions.some(looksAtObjects)) await this.getObject(request, manager);
    const [row] = await loadRows(await lookup(this, request, manager), serializer);
    if (!row) throw new NotFound();
    return row;
  }

  /** The entity the URL names, for actions that change it; throws as `getRow` does. */
  async getObject(request: RestRequest, manager: EntityManager): Promise<Entity> {
    const query = await lookup(this, request, manager);
    const object = await query.getOne();
    if (!object) throw new NotFound();
    for (const permission of request.policy.permissions) {
      if (await permission.hasObjectPermission(request, object)) continue;
      // With an object goes what people may do with it: one that is gone meanwhile is not forbidden.
      if (!(await query.getExists())) throw new NotFound();
      throw refusal(request, permission.message);
    }
    return object;
  }

  /** What a new row has, whatever its client sends. DRF: the arguments of serializer.save() */
  fixedAttributes(_request: RestRequest): Partial<Entity> {
    return {};
  }

  /**
   * Writes the rows of a to-many relation that came inside of the object, e.g. the lines of an
   * order, in the transaction that writes the object. Override to write them in another way than
   * `inlineWriter` does: rows with a key change a stored one, stored ones that are missing go.
   *
   * @param property the relation
   */
  async performInlines(
    property: string,
    rows: readonly Readonly<Record<string, unknown>>[],
    key: number | string,
    _request: RestRequest,
    { manager }: RestTransaction,
  ): Promise<void> {
    await inlineWriter(manager, this.entity)(property, rows, key);
  }

  /** The output serializer of the action. DRF: get_serializer_class. */
  getSerializer(request: RestRequest): Serializer {
    return chosen(request.view.options.serializers, request.action, 'output serializer');
  }

  /** The input DTO of the action. */
  getInput(request: RestRequest): Type<object> {
    return chosen(request.view.options.inputs, request.action, 'input');
  }

  /** What the client sees of the rows, and the flags that depend on who asks. */
  async show(
    rows: readonly Row[],
    request: RestRequest,
    serializer: Serializer = this.getSerializer(request),
    manager: EntityManager = this.rest.dataSource.manager,
  ): Promise<Row[]> {
    await loadFlags(serializer, rows, request, manager);
    return serializer.representMany(rows, request);
  }
}

/** The row that the URL names, if it passes the filters. */
async function lookup<Entity extends ObjectLiteral>(
  view: GenericViewSetBase<Entity>,
  request: RestRequest,
  manager: EntityManager,
): Promise<SelectQueryBuilder<Entity>> {
  const field = request.view.options.lookupField ?? 'id';
  const query = view.getQueryset(request, manager);
  await view.filterQueryset(query, request);
  const column = manager.dataSource.getMetadata(view.entity).findColumnWithPropertyName(field);
  if (!column) throw new Error(`${view.entity.name} has no column "${field}"`);
  const isInteger = INTEGER_TYPES.has(column.type);
  const value = isInteger ? integerKey(request.params.pk) : request.params.pk;
  if (value === null) throw new NotFound();
  return query.andWhere(`${query.alias}.${field} = :lookup`, { lookup: value });
}

/** What `show` takes besides the rows. */
export type ShowParameters =
  Parameters<GenericViewSetBase['show']> extends [unknown, ...infer Rest] ? Rest : never;

/** Tells the compiler the entity of a viewset; nothing is ever stored there. */
export interface BoundTo<Entity> {
  readonly entityType?: Entity;
}

/** A base class for viewsets of one entity; add actions with the mixins. */
export function GenericViewSet<Entity extends ObjectLiteral>(
  entity: Type<Entity>,
): abstract new () => GenericViewSetBase<Entity> & BoundTo<Entity> {
  abstract class BoundViewSet extends GenericViewSetBase<Entity> {
    override readonly entity = entity;
  }
  defineEntity(BoundViewSet, entity);
  return BoundViewSet;
}

function looksAtObjects(permission: Permission): boolean {
  return permission.hasObjectPermission !== Permission.prototype.hasObjectPermission;
}

/** Python's `int`, as Django reads the key in a URL. */
export function integerKey(text: string | undefined): number | null {
  const key = text === undefined ? undefined : parseInteger(text);
  return key !== undefined && key >= 0n && key <= LARGEST_ID ? Number(key) : null;
}

function chosen<T>(declared: PerAction<T> | undefined, action: string, what: string): T {
  const found = forAction(declared, action);
  if (!found) throw new Error(`the viewset declares no ${what} for ${action}`);
  return found;
}
