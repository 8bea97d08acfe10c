import type { Rest } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';
import { GoodsCategory } from './entities/index.js';

/** Every category by id, its children in place; parents stand before their children. */
export type CategoryTree = ReadonlyMap<number, GoodsCategory>;

/**
 * The whole tree, of any depth. It is read in one query and remembered until the categories change:
 * it has hundreds of rows where the goods have a hundred thousand.
 */
export function categoryTree(rest: Rest): Promise<CategoryTree> {
  return rest.cache.memoise([CATALOGUE_TAGS.categories], 'category-tree', async () => {
    const rows = await rest.dataSource.manager.find(GoodsCategory, {
      order: { level: 'ASC', position: 'ASC', id: 'ASC' },
    });
    const tree = new Map<number, GoodsCategory>();
    for (const category of rows) {
      category.children = [];
      tree.set(category.id, category);
      if (category.parentId !== null) tree.get(category.parentId)?.children.push(category);
    }
    return tree;
  });
}

/** Ids of the category and everything below it; empty for an unknown category. */
export function subtreeIds(tree: CategoryTree, id: number): number[] {
  const root = tree.get(id);
  if (!root) return [];
  const found = [root];
  for (const category of found) found.push(...category.children);
  return found.map((category) => category.id);
}
