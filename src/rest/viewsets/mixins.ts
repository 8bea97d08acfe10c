import type { Type } from '@nestjs/common';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { RestRequest } from '../request.js';
import type { RestTransaction } from '../rest.js';
import { asValidationError, attributesOf, validate } from '../serializers/input/index.js';
import { loadRows } from '../serializers/output/load.js';
import {
  keepingFiles,
  removeKept,
  removeOfDeleted,
  removeReplaced,
  storedFieldsOf,
  storedFieldsOfView,
} from '../files/stored-fields.js';
import { onceIfDeclared } from '../idempotency.js';
import { forgetGrants, grantAtBirth } from '../permissions/birth.js';
import { prototypesOf } from './methods.js';
import { insertRow, updateRow } from './write-row.js';
import { GenericViewSet, type BoundTo, type GenericViewSetBase } from './generic.viewset.js';

/* oxlint-disable typescript/no-explicit-any -- the mixins are of any entity; their faces are typed */

/** A class to mix actions into. */
export type Base = abstract new (...args: any[]) => AnyViewSet;

type AnyViewSet = GenericViewSetBase<any>;

/** The class with actions added to it. */
export type With<View extends Base, Actions> = View & (abstract new (...args: any[]) => Actions);

/** The entity of a viewset class. */
export type EntityOf<View extends Base> =
  InstanceType<View> extends BoundTo<infer Entity extends object> ? Entity : ObjectLiteral;

/** What `ListModel` adds. */
export interface Lists {
  list(request: RestRequest): Promise<unknown>;
}

/** What `RetrieveModel` adds. */
export interface Retrieves {
  retrieve(request: RestRequest): Promise<unknown>;
}

/** What `CreateModel` adds. */
export interface Creates<Entity> {
  create(request: RestRequest): Promise<unknown>;

  /**
   * Writes the new row. An override may name the attributes that its DTO always gives.
   *
   * @returns the row's id
   */
  performCreate(
    attributes: Partial<Entity>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number>;
}

/** What `UpdateModel` adds. */
export interface Updates<Entity> {
  update(request: RestRequest): Promise<unknown>;
  partialUpdate(request: RestRequest): Promise<unknown>;

  /** Writes the changed attributes of the object. */
  performUpdate(
    object: Entity,
    attributes: Partial<Entity>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void>;
}

/** What `DestroyModel` adds. */
export interface Destroys<Entity> {
  destroy(request: RestRequest): Promise<void>;

  /** Deletes the object. */
  performDestroy(object: Entity, request: RestRequest, transaction: RestTransaction): Promise<void>;
}

const mixins = new WeakSet<object>();

/** Remembers that the actions of a class are the layer's, and shows what they are to its heirs. */
function mixin<View extends Base, Actions>(
  view: abstract new (...args: any[]) => Actions,
): With<View, Actions> {
  mixins.add(view);
  return view as With<View, Actions>;
}

/** Whether the viewset serves the action as the layer does, and not in a way of its own. */
export function isUsualAction(view: Type<object>, action: string): boolean {
  for (const prototype of prototypesOf(view)) {
    if (Object.hasOwn(prototype, action)) return mixins.has(prototype.constructor);
  }
  return false;
}

/** `GET /things/`. DRF: rest_framework.mixins.ListModelMixin. */
export function ListModel<B extends Base>(base: B) {
  abstract class ListView extends base {
    async list(request: RestRequest): Promise<unknown> {
      const serializer = this.getSerializer(request);
      const query = this.getQueryset(request, this.rest.dataSource.manager);
      await this.filterQueryset(query, request);
      const { pagination } = request.view.options;
      if (!pagination) {
        return this.show(await loadRows(query, serializer), request, serializer);
      }
      const page = await pagination.page(query, serializer, request);
      return page.envelope(await this.show(page.rows, request, serializer));
    }
  }
  return mixin<B, Lists>(ListView);
}

/** `GET /things/1/`. DRF: rest_framework.mixins.RetrieveModelMixin. */
export function RetrieveModel<B extends Base>(base: B) {
  abstract class RetrieveView extends base {
    async retrieve(request: RestRequest): Promise<unknown> {
      const serializer = this.getSerializer(request);
      const [shown] = await this.show(
        [await this.getRow(request, serializer)],
        request,
        serializer,
      );
      return shown;
    }
  }
  return mixin<B, Retrieves>(RetrieveView);
}

/**
 * `POST /things/`. An override with `@Idempotent()` that calls it lets clients repeat the request.
 *
 * DRF: rest_framework.mixins.CreateModelMixin.
 */
export function CreateModel<B extends Base>(base: B) {
  abstract class CreateView extends base {
    async create(request: RestRequest): Promise<unknown> {
      const input = this.getInput(request);
      const data = await request.data();
      const validated = (manager?: EntityManager) =>
        validate(input, data, request.validationContext(manager));
      return keepingFiles(this.rest, input, validated, (ready) =>
        write(this, request, input, async (transaction) => {
          const { manager } = transaction;
          let isRepeated = true;
          const id = await onceIfDeclared(request)(transaction, async () => {
            isRepeated = false;
            const sent = ready ?? attributesOf(await validated(manager));
            const attributes = { ...sent, ...this.fixedAttributes(request) };
            const made = await this.performCreate(attributes, request, transaction);
            await grantAtBirth(this, request, manager, made);
            return made;
          });
          if (isRepeated && ready) removeKept(this.rest, storedFieldsOf(input), transaction, ready);
          return represent(this, request, transaction, id);
        }),
      );
    }

    async performCreate(
      attributes: Record<string, any>,
      request: RestRequest,
      transaction: RestTransaction,
    ): Promise<number> {
      return insertRow(transaction.manager, this.entity, attributes, (property, rows, key) =>
        this.performInlines(property, rows, key, request, transaction),
      );
    }
  }
  return mixin<B, Creates<EntityOf<B>>>(CreateView);
}

/** `PUT` and `PATCH /things/1/`. DRF: rest_framework.mixins.UpdateModelMixin. */
export function UpdateModel<B extends Base>(base: B) {
  abstract class UpdateView extends base {
    update(request: RestRequest): Promise<unknown> {
      return change(this, request, false);
    }

    partialUpdate(request: RestRequest): Promise<unknown> {
      return change(this, request, true);
    }

    async performUpdate(
      object: any,
      attributes: Record<string, any>,
      request: RestRequest,
      transaction: RestTransaction,
    ): Promise<void> {
      const { manager } = transaction;
      await updateRow(manager, this.entity, object.id, attributes, (property, rows, key) =>
        this.performInlines(property, rows, key, request, transaction),
      );
    }
  }
  return mixin<B, Updates<EntityOf<B>>>(UpdateView);
}

/** The parsed body. Of a body that cannot be read nothing is told where there is no object. */
async function dataOfObject(view: AnyViewSet, request: RestRequest): Promise<unknown> {
  try {
    return await request.data();
  } catch (error) {
    await view.getObject(request, view.rest.dataSource.manager);
    throw error;
  }
}

async function change(
  view: AnyViewSet & Updates<any>,
  request: RestRequest,
  partial: boolean,
): Promise<unknown> {
  const input = view.getInput(request);
  const data = await dataOfObject(view, request);
  const validated = async (instance?: object, manager = view.rest.dataSource.manager) => {
    const found = instance ?? (await view.getObject(request, manager));
    const context = { ...request.validationContext(manager, partial), instance: found };
    return validate(input, data, context);
  };
  return keepingFiles(view.rest, input, validated, (ready) =>
    write(view, request, input, async (transaction) => {
      const { manager } = transaction;
      const instance = await view.getObject(request, manager);
      const attributes = ready ?? attributesOf(await validated(instance, manager));
      removeReplaced(view.rest, storedFieldsOf(input), transaction, instance, attributes);
      await view.performUpdate(instance, attributes, request, transaction);
      return represent(view, request, transaction, instance.id);
    }),
  );
}

/** `DELETE /things/1/`. DRF: rest_framework.mixins.DestroyModelMixin. */
export function DestroyModel<B extends Base>(base: B) {
  abstract class DestroyView extends base {
    async destroy(request: RestRequest): Promise<void> {
      await write(this, request, null, async (transaction) => {
        const object = await this.getObject(request, transaction.manager);
        await this.performDestroy(object, request, transaction);
        await forgetGrants(this, request, transaction.manager, object.id);
        const files = storedFieldsOfView(request.view);
        await removeOfDeleted(this.rest, files, transaction, this.entity, object);
      });
    }

    async performDestroy(
      object: any,
      _request: RestRequest,
      { manager }: RestTransaction,
    ): Promise<void> {
      await manager.delete(this.entity, object.id);
    }
  }
  return mixin<B, Destroys<EntityOf<B>>>(DestroyView);
}

/** list and retrieve. DRF: rest_framework.viewsets.ReadOnlyModelViewSet. */
export function ReadOnlyViewSet<Entity extends ObjectLiteral>(entity: Type<Entity>) {
  return RetrieveModel(ListModel(GenericViewSet(entity)));
}

/** All six actions. DRF: rest_framework.viewsets.ModelViewSet. */
export function ModelViewSet<Entity extends ObjectLiteral>(entity: Type<Entity>) {
  return DestroyModel(UpdateModel(CreateModel(ReadOnlyViewSet(entity))));
}

/** One transaction; a lost race for a unique value is the error the look-up would have given. */
async function write<T>(
  view: AnyViewSet,
  request: RestRequest,
  input: Type<object> | null,
  work: (transaction: RestTransaction) => Promise<T>,
): Promise<T> {
  const tags = request.view.options.cache?.tags;
  try {
    return await view.rest.transactions.run(async (transaction) => {
      if (tags) transaction.afterCommit(() => view.rest.cache.invalidate(tags));
      return work(transaction);
    });
  } catch (error) {
    throw (input && asValidationError(error, input, view.rest.dataSource)) ?? error;
  }
}

/** The written row as the client sees it, read inside the transaction: an answer never lies. */
async function represent(
  view: AnyViewSet,
  request: RestRequest,
  { manager }: RestTransaction,
  id: number,
): Promise<unknown> {
  const serializer = view.getSerializer(request);
  const query = view.getQueryset(request, manager);
  query.andWhere(`${query.alias}.id = :written`, { written: id });
  const [row] = await loadRows(query, serializer);
  if (!row) throw new Error(`${view.entity.name} ${id} is not in the queryset it was written to`);
  const [shown] = await view.show([row], request, serializer, manager);
  return shown;
}
