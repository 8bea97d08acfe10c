import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

type EntityClass = new () => object;

/** Fills tables with rows that nobody chose: every table with as many, and what it refers to first. */
export class FilledTables {
  private readonly keys = new Map<EntityMetadata, readonly unknown[]>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly count: number,
  ) {}

  async fill(manager: EntityManager, entity: EntityClass): Promise<void> {
    await this.keysOf(manager, this.dataSource.getMetadata(entity));
  }

  private async keysOf(
    manager: EntityManager,
    metadata: EntityMetadata,
  ): Promise<readonly unknown[]> {
    const known = this.keys.get(metadata);
    if (known) return known;
    // A table that refers to itself has roots only.
    this.keys.set(metadata, []);
    const [key] = metadata.primaryColumns;
    // What is numbered by somebody else is there already, as areas are.
    if (metadata.generatedColumns.length > 0) {
      const rows: Record<string, unknown>[] = [];
      for (let index = 0; index < this.count; index += 1) {
        rows.push(await this.row(manager, metadata, index));
      }
      await manager.insert(metadata.target, rows);
    }
    const stored = await manager.find(metadata.target, {
      order: { [key!.propertyName]: 'ASC' },
      take: this.count,
    });
    const keys = stored.map((row) => key!.getEntityValue(row) as unknown);
    this.keys.set(metadata, keys);
    return keys;
  }

  private async row(
    manager: EntityManager,
    metadata: EntityMetadata,
    index: number,
  ): Promise<Record<string, unknown>> {
    const row: Record<string, unknown> = {};
    for (const column of metadata.columns) {
      if (column.isGenerated) continue;
      const { relationMetadata: relation, propertyName } = column;
      if (!relation) {
        row[propertyName] = valueOf(column, index);
        continue;
      }
      const keys = await this.keysOf(manager, relation.inverseEntityMetadata);
      row[propertyName] = column.isNullable ? null : keys[index % keys.length];
    }
    return row;
  }
}

/** A value that no other row of the table has, where that can be. */
function valueOf({ type, propertyName, length, default: fallback }: ColumnMetadata, index: number) {
  switch (type) {
    case 'boolean':
      return index % 2 === 0;
    case 'date':
      return `2026-01-${String((index % 28) + 1).padStart(2, '0')}`;
    case 'datetime':
      return new Date(Date.UTC(2026, 0, (index % 28) + 1, index % 24));
    case 'simple-json':
      return [];
    case 'varchar':
    case 'char':
    case 'text': {
      if (typeof fallback === 'string' && fallback !== '') return fallback;
      const text = `${index}${propertyName}`;
      return length ? text.slice(0, Number(length)) : text;
    }
    default:
      return /rating|star/i.test(propertyName) ? (index % 5) + 1 : index + 1;
  }
}
