import { type EntityManager, In } from 'typeorm';
import { CategoryLevel, GoodsCategory } from '../entities/index.js';
import { lockTree } from '../category-tree-lock.js';
import { planCategories } from './category-plan.js';
import { type Change, merge, neededOf } from './merge.js';
import { categoryIds, partition, type Tried } from './references.js';
import {
  batchResult,
  type BatchResult,
  now,
  type NumberedRow,
  type SectionWriter,
} from './section-writer.js';

type CategoryRow = NumberedRow<'categories'>;

/** From the top down, as parents are written before their children. */
const LEVELS = [CategoryLevel.Top, CategoryLevel.Second, CategoryLevel.Third];

/** Stores categories; the level of each follows from its place in the tree. */
export class CategoryWriter implements SectionWriter<'categories'> {
  async write(manager: EntityManager, rows: readonly CategoryRow[]): Promise<BatchResult> {
    await lockTree(manager);
    const tree = await treeWith(manager, rows);
    const changes: Change<GoodsCategory>[] = [];
    const needed = new Set<Change<GoodsCategory>>();
    for (const level of LEVELS) {
      const onLevel = await changesOn(manager, level, tree);
      changes.push(...onLevel);
      for (const each of await merge(manager, GoodsCategory, onLevel, ['code'])) needed.add(each);
    }
    await this.moveSubtrees(manager, tree.stored, tree.levels);
    return batchResult(changes, needed, tree.rejected);
  }

  async try(manager: EntityManager, rows: readonly CategoryRow[]): Promise<BatchResult> {
    const tree = await treeWith(manager, rows);
    const tried = {
      categories: new Set(rows.map(({ row }) => row.code)),
      goods: new Set<string>(),
    };
    const changes: Change<GoodsCategory>[] = [];
    for (const level of LEVELS) changes.push(...(await changesOn(manager, level, tree, tried)));
    return batchResult(changes, new Set(neededOf(changes)), tree.rejected);
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

/** The tree as it is stored, and as it is to be with some rows. */
async function treeWith(manager: EntityManager, rows: readonly CategoryRow[]) {
  const stored = await manager.find(GoodsCategory);
  const byCode = new Map(stored.map((category) => [category.code, category]));
  const { levels, problems } = planCategories(shapeOf(stored), rows.map(movedBy(byCode)));
  const { known, rejected } = partition(rows, ({ row }) => problems.get(row.code));
  return { stored, byCode, levels, known, rejected };
}

/** What is to be written on a level, once the levels above it are. */
async function changesOn(
  manager: EntityManager,
  level: CategoryLevel,
  { byCode, levels, known }: Awaited<ReturnType<typeof treeWith>>,
  tried?: Tried,
): Promise<Change<GoodsCategory>[]> {
  const there = known.filter(({ row }) => levels.get(row.code) === level);
  const codes = there.flatMap(({ row }) => row.parent ?? []);
  const parents = await categoryIds(manager, codes, tried);
  return there.map(({ row }) => change(row, level, byCode.get(row.code), parents));
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
