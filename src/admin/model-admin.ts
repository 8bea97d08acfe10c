import { Inject, type Type } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { wholeSecond } from '../infrastructure/whole-second.js';
import {
  CreateModel,
  DestroyModel,
  GenericViewSetBase,
  Idempotent,
  integerKey,
  ListModel,
  loadRows,
  NotFound,
  PermissionDenied,
  Response,
  RetrieveModel,
  UpdateModel,
  type DtoClass,
  type RestRequest,
  type RestTransaction,
  type Row,
  type Serializer,
  type ShowParameters,
  type ViewDefinition,
} from '../rest/index.js';
import { ChangedMeanwhile, ProtectedObject } from './admin-errors.js';
import { RESOURCE_BODY } from './back-office.js';
import { ADMIN_TEXTS } from './admin.messages.js';
import type { Dependants, DependantsFinder } from './dependants.js';
import type { AdminActions, AdminOptions, Change, Removal } from './declarations.js';
import type { FileReader } from './imports/import-tasks.js';
import { AdminLog } from './history/admin-log.js';
import { changesBetween } from './history/changes.js';
import { makeActionInput } from './shape/inputs.js';
import { LABEL, VERSION } from './shape/outputs.js';
import {
  CREATED,
  shapeResource,
  type ResourceShape,
  type ShapeSurroundings,
} from './shape/resource-shape.js';
import { AdminUploads } from './uploads/admin-uploads.js';
import { UploadUses } from './uploads/upload-uses.js';
import { unlessDuplicate } from './unless-duplicate.js';
import { isStale, objectVersion, rowVersion } from './versions.js';

/** A row that the back office can edit. */
export interface AdminRow extends ObjectLiteral {
  readonly id: number;
}

/** What the declaration may call the model permissions. */
export type Permitted = 'view' | 'add' | 'change' | 'delete';

/** What a resource has to know of the others. */
export interface Surroundings extends ShapeSurroundings {
  readonly finder: DependantsFinder;
}

/** Under which name a loaded row has its fields that are no columns. */
const EXTRAS = ' extras';
/** Under which name an object tells what can be done to it. */
const ACTIONS = '_actions';

/** Rows to choose from at once, and at most. */
const CHOICES = 20;
const MOST_CHOICES = 200;

const Everything = DestroyModel(
  UpdateModel(CreateModel(RetrieveModel(ListModel(GenericViewSetBase)))),
);

/**
 * A resource of the back office: a viewset of the layer that is made from a declaration, writes
 * history, and refuses to overwrite what somebody else has changed. It is served below
 * `/admin/api/` by its name.
 *
 * Override `save`, `remove` and `changed` where the domain has rules of its own.
 *
 * DJANGO: django.contrib.admin.ModelAdmin
 */
export abstract class ResourceAdmin<Entity extends AdminRow = AdminRow> extends Everything {
  @Inject(AdminLog) protected readonly log!: AdminLog;
  @Inject(AdminUploads) protected readonly uploads!: AdminUploads;
  @Inject(UploadUses) private readonly uploadUses!: UploadUses;

  readonly options!: AdminOptions<Entity>;
  /** By name: what can be done with rows besides editing them. */
  readonly actions: AdminActions<Entity> = {};

  /** Reads a file of rows; undefined where the resource takes none. */
  readonly importFile?: FileReader;
  /** What rows of a file are of, by their kind: each takes the rights to add and to change those. */
  readonly importedKinds: Readonly<Record<string, Type<AdminRow>>> = {};
  /** A row as `importFile` takes it: so it is exported to be changed in a file and read again. */
  readonly importedRow?: Serializer;
  /** What actions take besides the rows, by their names. */
  readonly actionInputs = new Map<string, DtoClass>();

  shape!: ResourceShape;
  private finder!: DependantsFinder;
  view!: ViewDefinition;

  /** Works the declaration out; @throws Error when the entity has not what it names */
  setUp(surroundings: Surroundings): void {
    this.finder = surroundings.finder;
    const { rest, entity, options } = this;
    const metadata = rest.dataSource.getMetadata(entity);
    this.shape = shapeResource(
      metadata,
      options as unknown as AdminOptions<ObjectLiteral>,
      surroundings,
    );
    for (const [name, { fields = {} }] of Object.entries(this.actions)) {
      this.actionInputs.set(name, makeActionInput(fields, surroundings.entityOf));
    }
    const { serializers, inputs, filters, ordering, pagination } = this.shape;
    this.view = {
      target: this.constructor as Type<object>,
      name: options.name,
      paths: [`admin/api/${options.name}`],
      options: {
        path: `admin/api/${options.name}`,
        serializers: { ...serializers },
        inputs: { ...inputs },
        filters,
        ordering,
        pagination,
        maxBodyBytes: RESOURCE_BODY,
      },
      routes: [],
      handlers: new Map(),
    };
  }

  /** Whether the user may do that with the rows, and anybody at all. */
  async may(request: RestRequest, permission: string): Promise<boolean> {
    const { never = [], readOnly } = this.options;
    const isNever =
      never.some((one) => one === permission) ||
      (readOnly === 'all' && ['add', 'change'].includes(permission));
    return !isNever && request.grants.allows([permission], this.entity);
  }

  /** Whether the user may take an action that asks for a permission, which may be one of its own. */
  mayRun(request: RestRequest, permission: string): Promise<boolean> {
    return request.grants.allows([permission], this.entity);
  }

  /** @throws PermissionDenied */
  async demandAction(request: RestRequest, permission: string): Promise<void> {
    if (!(await this.mayRun(request, permission))) throw new PermissionDenied();
  }

  /** @throws PermissionDenied */
  async demand(request: RestRequest, permission: string): Promise<void> {
    if (!(await this.may(request, permission))) throw new PermissionDenied();
  }

  override async retrieve(request: RestRequest): Promise<unknown> {
    const serializer = this.getSerializer(request);
    const { manager } = this.rest.dataSource;
    const row = await this.withExtras(await this.getRow(request, serializer), manager);
    const [shown] = await this.show([row], request, serializer);
    const actions = await this.possibleActions(Number(row.id), request, manager);
    const body = actions ? { ...shown, [ACTIONS]: actions } : shown;
    return new Response(body, undefined, { ETag: this.versionOf(row) });
  }

  @Idempotent()
  override async create(request: RestRequest): Promise<unknown> {
    return unlessDuplicate(super.create(await this.uploads.kept(request)));
  }

  override async partialUpdate(request: RestRequest): Promise<unknown> {
    // Nobody's files are kept for an object that is not there.
    await this.getObject(request, this.rest.dataSource.manager);
    return unlessDuplicate(super.partialUpdate(await this.uploads.kept(request)));
  }

  override async performCreate(
    attributes: Partial<Entity>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const id = await this.save({ object: null, attributes, request, transaction });
    await this.wrote('add', id, null, request, transaction);
    return id;
  }

  override async performUpdate(
    object: Entity,
    attributes: Partial<Entity>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { manager } = transaction;
    const before = await this.lockedRow(manager, object.id, request);
    await this.save({ object, attributes, request, transaction });
    await this.wrote('change', object.id, before, request, transaction);
  }

  override async performDestroy(
    object: Entity,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { manager } = transaction;
    const before = await this.lockedRow(manager, object.id, request);
    const { protected: kept, forbidden } = await this.finder.against(
      manager,
      this.entity as unknown as new () => object,
      [object.id],
      request,
    );
    if (kept.length > 0) throw new ProtectedObject(kept);
    if (forbidden.length > 0) throw new PermissionDenied(ADMIN_TEXTS.notWith(forbidden));
    await this.remove({ object, request, transaction });
    await this.uploadUses.note(manager, this.options.name, object.id, null, this.shape);
    const [shown] = await this.show([before], request, this.shape.serializers.default, manager);
    await this.log.write(manager, request.user, [
      {
        resource: this.options.name,
        objectId: object.id,
        objectLabel: String(shown![LABEL]),
        action: 'delete',
        changes: changesBetween(shown!, null),
      },
    ]);
    await this.changed([object.id], transaction);
  }

  /**
   * Writes a new or changed row. Override to go through a service of the domain.
   *
   * @returns the row's id
   *
   * DJANGO: ModelAdmin.save_model, save_related
   */
  async save({ object, attributes, request, transaction }: Change<Entity>): Promise<number> {
    if (object) {
      await super.performUpdate(object, attributes, request, transaction);
      return object.id;
    }
    const stamps = this.shape.metadata.findColumnWithPropertyName(CREATED)
      ? { [CREATED]: wholeSecond(Date.now()) }
      : {};
    return super.performCreate({ ...stamps, ...attributes }, request, transaction);
  }

  /** Deletes a row. DJANGO: ModelAdmin.delete_model */
  async remove({ object, request, transaction }: Removal<Entity>): Promise<void> {
    await super.performDestroy(object, request, transaction);
  }

  /** Tells the domain, in the transaction, that rows are other ones, new or gone. */
  async changed(_ids: readonly number[], transaction: RestTransaction): Promise<void> {
    const { tags } = this.options;
    if (tags) transaction.afterCommit(() => this.rest.cache.invalidate(tags));
  }

  /** The values of the form's fields that are no columns, by their names. */
  async extrasOf(_id: number, _manager: EntityManager): Promise<Readonly<Record<string, unknown>>> {
    return {};
  }

  /**
   * Rows with their fields that are no columns, where their form is shown; with their version, where
   * they can be changed in the list.
   */
  override async show(rows: readonly Row[], ...how: ShowParameters): Promise<Row[]> {
    const shown = await super.show(rows, ...how);
    const [request, serializer = this.getSerializer(request), manager] = how;
    const { serializers, extras, editable } = this.shape;
    if (serializer === serializers.list && editable.length > 0) {
      return rows.map((row, index) => ({
        ...shown[index],
        [VERSION]: rowVersion(row, this.shape),
      }));
    }
    if (serializer !== serializers.default || extras.length === 0) return shown;
    return Promise.all(
      rows.map(async (row, index) => {
        const known = await this.withExtras(row, manager ?? this.rest.dataSource.manager);
        return { ...shown[index], ...(known[EXTRAS] as Row) };
      }),
    );
  }

  private async withExtras(row: Row, manager: EntityManager): Promise<Row> {
    if (this.shape.extras.length === 0 || EXTRAS in row) return row;
    return { ...row, [EXTRAS]: await this.extrasOf(Number(row.id), manager) };
  }

  /** Names of the actions that can be done to the object as it is; null: all. */
  private async possibleActions(
    id: number,
    request: RestRequest,
    manager: EntityManager,
  ): Promise<string[] | null> {
    const actions = Object.entries(this.actions);
    if (!actions.some(([, { when }]) => when)) return null;
    const names: string[] = [];
    const object = await manager.findOneBy(this.entity, { id });
    if (!object) return names;
    for (const [name, { when, permission = 'change' }] of actions) {
      if (when && !when(object as Entity)) continue;
      if (await this.mayRun(request, permission)) names.push(name);
    }
    return names;
  }

  /** The rows that belong to a new row get their stamps as well. */
  override async performInlines(
    property: string,
    rows: readonly Readonly<Record<string, unknown>>[],
    key: number | string,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const metadata = this.shape.metadata.findRelationWithPropertyPath(property)!;
    const hasStamp = metadata.inverseEntityMetadata.findColumnWithPropertyName(CREATED);
    const now = wholeSecond(Date.now());
    const stamped = rows.map((row) =>
      hasStamp && (row.id === undefined || row.id === null) ? { [CREATED]: now, ...row } : row,
    );
    await super.performInlines(property, stamped, key, request, transaction);
  }

  /** The rows that a query string asks for. */
  async filtered(request: RestRequest): Promise<SelectQueryBuilder<ObjectLiteral>> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    await this.filterQueryset(query, request);
    return query;
  }

  /** Keys and names of rows to refer to: those of `id`, or those that a search finds. */
  async choices(request: RestRequest): Promise<{ results: Row[] }> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    const parameters = new URLSearchParams(request.queryString);
    const ids = parameters.getAll('id').flatMap((text) => integerKey(text) ?? []);
    const asked = integerKey(parameters.get('page_size') ?? undefined) || CHOICES;
    if (parameters.has('id')) {
      if (ids.length === 0) return { results: [] };
      query.andWhere(`${query.alias}.id IN (:...ids)`, { ids: ids.slice(0, MOST_CHOICES) });
    } else {
      await this.filterQueryset(query, request);
      query.limit(Math.min(asked, MOST_CHOICES));
    }
    const rows = await loadRows(query, this.shape.reference);
    return { results: this.shape.reference.representMany(rows, request) };
  }

  /** What goes with objects, and what keeps them. */
  dependantsOf(ids: readonly number[], request: RestRequest): Promise<Dependants> {
    const { manager } = this.rest.dataSource;
    return this.finder.of(manager, this.entity as unknown as new () => object, ids, request);
  }

  async labelOf(manager: EntityManager, id: number, request: RestRequest): Promise<string> {
    const { reference } = this.shape;
    const query = manager.createQueryBuilder(this.entity, 'named').where('named.id = :id', { id });
    const [row] = await loadRows(query, reference);
    return row ? String(reference.represent(row, request).label) : `#${id}`;
  }

  /** The object as it is stored in the transaction, with everything that its form shows. */
  async rowOf(manager: EntityManager, id: number): Promise<Row> {
    const query = manager
      .createQueryBuilder(this.entity, 'object')
      .where('object.id = :id', { id });
    const [row] = await loadRows(query, this.shape.serializers.default);
    if (!row) throw new NotFound();
    return this.withExtras(row, manager);
  }

  /** Writes down what has become of a row, and tells the domain; nothing where nothing has. */
  async wrote(
    action: string,
    id: number,
    before: Row | null,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { manager } = transaction;
    const serializer = this.shape.serializers.default;
    const row = await this.rowOf(manager, id);
    const [after] = await this.show([row], request, serializer, manager);
    const [former] = before ? await this.show([before], request, serializer, manager) : [null];
    const changes = changesBetween(former ?? null, after!);
    request.reply.header('ETag', this.versionOf(row));
    await this.uploadUses.note(manager, this.options.name, id, row, this.shape);
    if (action === 'change' && changes.length === 0) return;
    const objectLabel = String(after![LABEL]);
    await this.log.write(manager, request.user, [
      { resource: this.options.name, objectId: id, objectLabel, action, changes },
    ]);
    await this.changed([id], transaction);
  }

  /** Names what is stored of an object. */
  private versionOf(row: Row): string {
    return objectVersion(row, this.shape, row[EXTRAS] as Row | undefined);
  }

  /**
   * Locks an object that is about to be changed or deleted.
   *
   * @returns how it is stored
   * @throws ChangedMeanwhile when the client has seen another version
   */
  private async lockedRow(manager: EntityManager, id: number, request: RestRequest): Promise<Row> {
    await this.lock(manager, id);
    const row = await this.rowOf(manager, id);
    await this.refuseStale(row, request);
    return row;
  }

  private async refuseStale(row: Row, request: RestRequest): Promise<void> {
    const versions = [this.versionOf(row), rowVersion(row, this.shape)];
    if (!isStale(request.raw.headers['if-match'], versions)) return;
    const [current] = await this.show([row], request, this.shape.serializers.default);
    throw new ChangedMeanwhile(current);
  }

  /** Whoever else changes the row waits until the transaction ends. */
  async lock(manager: EntityManager, id: number): Promise<void> {
    const query = manager
      .createQueryBuilder(this.entity, 'locked')
      .select('locked.id')
      .where('locked.id = :id', { id });
    await lockRows(query).getOne();
  }
}

/**
 * The base of a declaration: `class BrandAdmin extends ModelAdmin(Brand, { … }) {}`, provided by the
 * domain's module.
 */
export function ModelAdmin<Entity extends AdminRow>(
  entity: Type<Entity>,
  options: AdminOptions<Entity>,
): abstract new () => ResourceAdmin<Entity> {
  abstract class DeclaredAdmin extends ResourceAdmin<Entity> {
    override readonly entity = entity;
    override readonly options = options;
  }
  return DeclaredAdmin;
}
