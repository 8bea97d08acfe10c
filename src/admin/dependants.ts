import type { EntityManager, EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { ForeignKeyMetadata } from 'typeorm/metadata/ForeignKeyMetadata.js';
import { loadRows, type RestRequest } from '../rest/index.js';
import type { Dependant } from './admin-errors.js';
import type { Title } from './declarations.js';
import type { ResourceAdmin } from './model-admin.js';
import { referenceSerializer } from './shape/outputs.js';

/** Rows that depend on rows that depend …: so far they are followed. */
const DEEPEST = 3;
/** Beyond that they are counted only. */
const MOST_NAMED = 100;
const EXAMPLES = 5;

/** What goes with some rows, and what keeps them. What somebody may not see is counted and not named. */
export interface Dependants {
  readonly dependants: readonly Dependant[];
  readonly protected: readonly Dependant[];
  /** What the dependants are called that whoever asks may not delete. DJANGO: perms_needed */
  readonly forbidden: readonly string[];
}

/** What it has to know of the back office. */
interface Resources {
  resourceOf(entity: unknown): ResourceAdmin | undefined;
  titleOf(entity: new () => object): Title<Record<string, unknown>>;
}

/** Rows of one table, by what they depend on. */
interface Found {
  readonly metadata: EntityMetadata;
  /** SQL about the table's alias. */
  readonly conditions: string[];
}

const ALIAS = 'dependant';

/**
 * Looks up what would go with rows that are deleted, by the foreign keys of all tables, in a number
 * of statements that depends on the tables alone.
 *
 * DJANGO: django.contrib.admin.utils.get_deleted_objects, NestedObjects
 */
export class DependantsFinder {
  constructor(private readonly site: Resources) {}

  async of(
    manager: EntityManager,
    entity: new () => object,
    ids: readonly number[],
    request: RestRequest,
  ): Promise<Dependants> {
    const { gone, kept } = this.find(manager, entity, ids);
    return {
      dependants: await this.tellAll(manager, gone, request),
      protected: await this.tellAll(manager, kept, request),
      forbidden: await this.forbidden(manager, gone, request),
    };
  }

  /** The same without what goes, for whoever is about to delete and has been told. */
  async against(
    manager: EntityManager,
    entity: new () => object,
    ids: readonly number[],
    request: RestRequest,
  ): Promise<Omit<Dependants, 'dependants'>> {
    const { gone, kept } = this.find(manager, entity, ids);
    return {
      protected: await this.tellAll(manager, kept, request),
      forbidden: await this.forbidden(manager, gone, request),
    };
  }

  private find(manager: EntityManager, entity: new () => object, ids: readonly number[]) {
    const gone = new Map<EntityMetadata, Found>();
    const kept = new Map<EntityMetadata, Found>();
    const metadata = manager.dataSource.getMetadata(entity);
    const keys = ids.map(Number).filter(Number.isSafeInteger).join(', ') || 'NULL';
    this.follow(manager, metadata, (column) => `${column} IN (${keys})`, gone, kept, 1);
    return { gone, kept };
  }

  private async tellAll(
    manager: EntityManager,
    tables: ReadonlyMap<EntityMetadata, Found>,
    request: RestRequest,
  ): Promise<Dependant[]> {
    const all: Dependant[] = [];
    for (const found of tables.values()) {
      const dependant = await this.tell(manager, found, request);
      if (dependant.count > 0) all.push(dependant);
    }
    return all;
  }

  private async forbidden(
    manager: EntityManager,
    gone: ReadonlyMap<EntityMetadata, Found>,
    request: RestRequest,
  ): Promise<string[]> {
    const labels: string[] = [];
    for (const found of gone.values()) {
      if (await this.mayGo(found, request)) continue;
      if (await rowsOf(manager, found).getExists()) labels.push(this.labelOf(found, request));
    }
    return labels;
  }

  /** Rows of no resource, and of one in which nobody deletes, go with what they belong to. */
  private async mayGo({ metadata }: Found, { grants }: RestRequest): Promise<boolean> {
    const admin = this.site.resourceOf(metadata.target);
    if (!admin || admin.options.never?.includes('delete')) return true;
    return grants.allows(['delete'], admin.entity);
  }

  /** @param refers SQL that holds for a column that refers to rows that go */
  private follow(
    manager: EntityManager,
    target: EntityMetadata,
    refers: (column: string) => string,
    gone: Map<EntityMetadata, Found>,
    kept: Map<EntityMetadata, Found>,
    depth: number,
  ): void {
    if (depth > DEEPEST) return;
    const escape = (name: string): string => manager.dataSource.driver.escape(name);
    for (const { metadata, key } of referring(manager, target)) {
      const column = escape(key.columns[0]!.databaseName);
      const isCascade = key.onDelete === 'CASCADE';
      if (key.onDelete === 'SET NULL') continue;
      const found = isCascade ? gone : kept;
      const known = found.get(metadata) ?? { metadata, conditions: [] };
      known.conditions.push(refers(`${escape(ALIAS)}.${column}`));
      found.set(metadata, known);
      if (!isCascade || metadata.primaryColumns.length !== 1) continue;
      const table = escape(metadata.tableName);
      const id = escape(metadata.primaryColumns[0]!.databaseName);
      const below = (name: string): string =>
        `${name} IN (SELECT ${id} FROM ${table} WHERE ${refers(column)})`;
      this.follow(manager, metadata, below, gone, kept, depth + 1);
    }
  }

  private async tell(
    manager: EntityManager,
    found: Found,
    request: RestRequest,
  ): Promise<Dependant> {
    const entity = found.metadata.target as new () => object;
    const query = rowsOf(manager, found);
    const count = await query.getCount();
    const admin = this.site.resourceOf(entity);
    const maySee = !admin || (await request.grants.allows(['view'], entity));
    return {
      resource: admin?.options.name ?? null,
      label: this.labelOf(found, request),
      count,
      examples:
        !maySee || count > MOST_NAMED || count === 0
          ? []
          : await this.examples(query, entity, request),
    };
  }

  private labelOf({ metadata }: Found, { wording }: RestRequest): string {
    const options = this.site.resourceOf(metadata.target)?.options;
    const label = options?.plural ?? options?.label;
    return label ? wording.text(label) : wording.label(nameOf(metadata));
  }

  private async examples(
    query: SelectQueryBuilder<ObjectLiteral>,
    entity: new () => object,
    request: RestRequest,
  ): Promise<string[]> {
    if (query.expressionMap.mainAlias!.metadata.primaryColumns[0]!.propertyName !== 'id') return [];
    const serializer = referenceSerializer(entity, (each) => this.site.titleOf(each));
    const rows = await loadRows(query.clone().limit(EXAMPLES), serializer);
    return serializer.representMany(rows, request).map(({ label }) => String(label));
  }
}

function rowsOf(
  manager: EntityManager,
  { metadata, conditions }: Found,
): SelectQueryBuilder<ObjectLiteral> {
  return manager
    .createQueryBuilder(metadata.target as new () => object, ALIAS)
    .where(conditions.map((condition) => `(${condition})`).join(' OR '));
}

/** The foreign keys of all tables that refer to one. */
function referring(
  { dataSource }: EntityManager,
  target: EntityMetadata,
): { metadata: EntityMetadata; key: ForeignKeyMetadata }[] {
  return dataSource.entityMetadatas
    .filter(({ isJunction }) => !isJunction)
    .flatMap((metadata) =>
      metadata.foreignKeys
        .filter(({ referencedEntityMetadata }) => referencedEntityMetadata === target)
        .map((key) => ({ metadata, key })),
    );
}

/** `CartLine` -> `cart_line`, as labels are kept. */
function nameOf({ name }: EntityMetadata): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
