import type { CategoryTree } from '../category-tree.js';
import type { GoodsCategory } from '../entities/index.js';

type Level = Pick<GoodsCategory, 'id' | 'name'>;

/** The way from a top category to one below it, as the pages show it above a list of goods. */
export interface CategoryTrail {
  readonly cat1: { readonly url: string; readonly category: Level };
  /** Empty: the category is not that far down. */
  readonly cat2: Level | '';
  readonly cat3: Level | '';
}

/** Where the list page shows a category, on the host of the pages. */
export function listPage({ id }: Level): string {
  return `/list.html?cat=${id}`;
}

/** The categories from the top to one of the tree, itself included; none to one that there is not. */
export function wayTo(tree: CategoryTree, id: number): Level[] {
  const way: Level[] = [];
  for (let at = tree.get(id); at; at = tree.get(at.parentId ?? 0)) {
    way.unshift({ id: at.id, name: at.name });
  }
  return way;
}

/** The way to a category of the tree. */
export function trailOf(tree: CategoryTree, category: GoodsCategory): CategoryTrail {
  const [top = category, second = '', third = ''] = wayTo(tree, category.id);
  return {
    cat1: { url: listPage(top), category: { id: top.id, name: top.name } },
    cat2: second,
    cat3: third,
  };
}
