import { CategoryLevel } from '../entities/index.js';

/** A category as far as the tree's shape goes. */
export interface PlannedCategory {
  code: string;
  /** Code of the parent; null for a top category. */
  parent: string | null;
}

/** The shape of the tree after an import. */
export interface CategoryPlan {
  /** Level of every category that will exist, by code, parents before children. */
  levels: Map<string, CategoryLevel>;
  /** Why changes cannot be made, by code. */
  problems: Map<string, string>;
}

/**
 * Works out the levels of the tree when changes are applied to what is stored. Changes that cannot
 * be are left out: those whose parent does not exist, that would close a circle, or that would push
 * a category below the third level. Parents may follow their children.
 *
 * @param stored the tree as it is
 * @param changed new categories, and stored ones with their new parent
 */
export function planCategories(
  stored: readonly PlannedCategory[],
  changed: readonly PlannedCategory[],
): CategoryPlan {
  const before = new Map(stored.map((category) => [category.code, category.parent]));
  const parents = new Map(before);
  const changes = new Map(changed.map((category) => [category.code, category.parent]));
  for (const [code, parent] of changes) parents.set(code, parent);

  const problems = new Map<string, string>();
  // Leaving out one change can make another one impossible, so look until all is well.
  for (let faults = findFaults(parents, changes); faults.size > 0;) {
    for (const [code, message] of faults) {
      problems.set(code, message);
      changes.delete(code);
      const old = before.get(code);
      if (old === undefined) parents.delete(code);
      else parents.set(code, old);
    }
    faults = findFaults(parents, changes);
  }
  return { levels: levelsOf(parents), problems };
}

/** Where following parents ends, so that long chains in a broken file cost little. */
const FAR_TOO_LONG = 50;

type Parents = ReadonlyMap<string, string | null>;

/** What is wrong, by the code of the change to blame: the nearest one on the way to the top. */
function findFaults(parents: Parents, changes: Parents): Map<string, string> {
  const faults = new Map<string, string>();
  for (const code of parents.keys()) {
    const { suspects, fault } = pathToTop(code, parents);
    const culprit = suspects.find((each) => changes.has(each));
    if (fault && culprit !== undefined) faults.set(culprit, fault);
  }
  return faults;
}

interface Path {
  /** How many categories there are from this one to the top, itself included. */
  length: number;
  fault?: string;
  /** Categories whose place may be the cause, the nearest first. */
  suspects: string[];
}

function pathToTop(code: string, parents: Parents): Path {
  const codes = [code];
  for (let at = code; codes.length < FAR_TOO_LONG;) {
    const parent = parents.get(at);
    if (parent === undefined || parent === null) break;
    if (!parents.has(parent)) {
      const fault = `parent: unknown category "${parent}"`;
      return { length: codes.length, fault, suspects: [at] };
    }
    if (codes.includes(parent)) {
      const fault = `parent: "${parent}" is this category itself or below it`;
      return { length: codes.length, fault, suspects: codes.slice(codes.indexOf(parent)) };
    }
    codes.push(parent);
    at = parent;
  }
  if (codes.length <= CategoryLevel.Third) return { length: codes.length, suspects: [] };
  const fault = `parent: categories are at most ${CategoryLevel.Third} levels deep`;
  return { length: codes.length, fault, suspects: codes };
}

function levelsOf(parents: Parents): Map<string, CategoryLevel> {
  const levels = [...parents.keys()].map(
    (code) => [code, pathToTop(code, parents).length as CategoryLevel] as const,
  );
  return new Map(levels.sort(([, one], [, other]) => one - other));
}
