import { type EntityManager, In } from 'typeorm';
import { CategoryLevel, GoodsCategory } from '../entities/index.js';
import { lockTree } from '../category-tree-lock.js';
import { planCategories } from './category-plan.js';
import { type Change, merge } from './merge.js';
import { categoryIds, partition } from './references.js';
import {
  batchResult,
  type BatchResult,
  now,
  type NumberedRow,
  type SectionWriter,
} from './section-writer.js';

type CategoryRow = NumberedRow<'categories'>;

/** Stores categories; the level of each follows from its place in the tree. */
export class CategoryWriter implements SectionWriter<'categories'> {
  async write(manager: EntityManager, rows: readonly CategoryRow[]): Promise<BatchResult> {
    await lockTree(manager);
    const stored = await manager.find(GoodsCategory);
    const byCode = new Map(stored.map((category) => [category.code, category]));
    const { levels, problems } = planCategories(shapeOf(stored), rows.map(movedBy(byCode)));
    const { known, rejected } = partition(rows, ({ row }) => problems.get(row.code));

    const changes: Change<GoodsCategory>[] = [];
    const needed = new Set<Change<GoodsCategory>>();
    for (const level of [CategoryLevel.Top, CategoryLevel.Second, CategoryLevel.Third]) {
      const there = known.filter(({ row }) => levels.get(row.code) === level);
      const parents = await categoryIds(
        manager,
        there.flatMap(({ row }) => row.parent ?? []),
      );
      const onLevel = there.map(({ row }) => change(row, level, byCode.get(row.code), parents));
      changes.push(...onLevel);
      for (const each of await merge(manager, GoodsCategory, onLevel, ['code'])) needed.add(each);
    }
    await this.moveSubtrees(manager, stored, levels);
    return batchResult(changes, needed, rejected);
  }

  /** Categories below a moved one that the file does not mention move with it. */
  private async moveSubtrees(
    manager: EntityManager,
    stored: readonly GoodsCategory[],
    levels: ReadonlyMap<string, CategoryLevel>,
  ): Promise<void> {
    for (const level of [CategoryLevel.Second, CategoryLevel.Third]) {
      const moved = stored.filter(
        (category) => levels.get(category.code) === level && category.level !== level,
      );
      if (moved.length === 0) continue;
      await manager.update(GoodsCategory, { id: In(moved.map(({ id }) => id)) }, { level });
    }
  }
}

function shapeOf(stored: readonly GoodsCategory[]) {
  const codes = new Map(stored.map(({ id, code }) => [id, code]));
  return stored.map(({ code, parentId }) => ({
    code: code,
    parent: parentId === null ? null : (codes.get(parentId) ?? null),
  }));
}

/** A row's place in the tree; without `parent`, a stored category stays where it is. */
function movedBy(stored: ReadonlyMap<string, GoodsCategory>) {
  const codes = new Map([...stored.values()].map(({ id, code }) => [id, code]));
  return ({ row }: CategoryRow) => {
    const code = row.code;
    const parentId = stored.get(code)?.parentId ?? null;
    const parent = row.parent === undefined ? parentId && codes.get(parentId) : row.parent;
    return { code, parent: parent ? parent : null };
  };
}

function change(
  row: CategoryRow['row'],
  level: CategoryLevel,
  stored: GoodsCategory | undefined,
  parents: ReadonlyMap<string, number>,
): Change<GoodsCategory> {
  const { parent, ...fields } = row;
  const parentId = parent ? parents.get(parent)! : (parent as null | undefined);
  return {
    stored,
    given: { ...fields, level, parentId },
    defaults: {
      description: '',
      position: 0,
      isTab: false,
      isIndexSeries: false,
      parentId: null,
      createdAt: now(),
    },
  };
}
