import type { TreeDescription } from '../server/description.ts';

type Identifier = number | string;

/** A row as the server sends it. */
type Row = Readonly<Record<string, unknown>> & { readonly id: Identifier };

/** A row with its place among its siblings. */
export interface Node {
  readonly id: Identifier;
  readonly row: Row;
  readonly parent: Identifier | null;
  readonly children: Node[];
}

const parentOf = (row: Row, { parent }: TreeDescription): Identifier | null => {
  const value: unknown = row[parent];
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  return (id as Identifier | undefined) ?? null;
};

/** Rows as a forest, siblings by their position; a row whose parent is not there is a root. */
export function forestOf(rows: readonly Row[], tree: TreeDescription): Node[] {
  const nodes = new Map<Identifier, Node>();
  const sorted = [...rows].sort(
    (one, other) =>
      Number(one[tree.position]) - Number(other[tree.position]) ||
      Number(one.id) - Number(other.id),
  );
  for (const row of sorted)
    nodes.set(row.id, { id: row.id, row, parent: parentOf(row, tree), children: [] });
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parent = node.parent === null ? undefined : nodes.get(node.parent);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** A node without its parent's word for it. */
interface Place {
  readonly siblings: Node[];
  readonly index: number;
  readonly parent: Node | null;
}

function placeOf(id: Identifier, siblings: Node[], parent: Node | null = null): Place | undefined {
  const index = siblings.findIndex((node) => node.id === id);
  if (index >= 0) return { siblings, index, parent };
  for (const node of siblings) {
    const found = placeOf(id, node.children, node);
    if (found) return found;
  }
  return undefined;
}

/** The ids of the nodes that a node is below, from the top down. */
export function wayTo(forest: readonly Node[], id: Identifier): Identifier[] {
  for (const node of forest) {
    if (node.id === id) return [];
    if (placeOf(id, node.children)) return [node.id, ...wayTo(node.children, id)];
  }
  return [];
}

/** Where a node is put: before or after another, or as its last child. */
export type Side = 'before' | 'after' | 'inside';

const copy = (nodes: readonly Node[]): Node[] =>
  nodes.map((node) => ({ ...node, children: copy(node.children) }));

/** The forest with a node moved; the same one when it would stand below itself. */
export function moved(forest: Node[], id: Identifier, target: Identifier, side: Side): Node[] {
  if (id === target) return forest;
  const next = copy(forest);
  const from = placeOf(id, next);
  const node = from?.siblings[from.index];
  if (!from || !node || placeOf(target, node.children)) return forest;
  from.siblings.splice(from.index, 1);
  const to = placeOf(target, next);
  const other = to?.siblings[to.index];
  if (!to || !other) return forest;
  if (side === 'inside') other.children.push({ ...node, parent: other.id });
  else
    to.siblings.splice(to.index + (side === 'after' ? 1 : 0), 0, {
      ...node,
      parent: to.parent?.id ?? null,
    });
  return next;
}

/** Ways of a key. */
export type Direction = 'up' | 'down' | 'left' | 'right';

/** The forest with a node a step further: among its siblings, out of its parent, into its neighbour. */
export function stepped(forest: Node[], id: Identifier, direction: Direction): Node[] {
  const place = placeOf(id, forest);
  if (!place) return forest;
  const { siblings, index, parent } = place;
  const [above, below] = [siblings[index - 1], siblings[index + 1]];
  if (direction === 'up' && above) return moved(forest, id, above.id, 'before');
  if (direction === 'down' && below) return moved(forest, id, below.id, 'after');
  if (direction === 'right' && above) return moved(forest, id, above.id, 'inside');
  if (direction === 'left' && parent) return moved(forest, id, parent.id, 'after');
  return forest;
}

/** Place of each node, as the server wants it. */
export interface OrderItem {
  readonly id: Identifier;
  readonly parent: Identifier | null;
  readonly position: number;
}

const orderOf = (nodes: readonly Node[], parent: Identifier | null = null): OrderItem[] =>
  nodes.flatMap(({ id, children }, position) => [
    { id, parent, position },
    ...orderOf(children, id),
  ]);

/** Whose place is another than it was. */
export function changedOrder(before: readonly Node[], after: readonly Node[]): OrderItem[] {
  const old = new Map(orderOf(before).map((item) => [item.id, item]));
  const changed = orderOf(after).filter(({ id, parent, position }) => {
    const was = old.get(id);
    return was?.parent !== parent || was.position !== position;
  });
  // All siblings of a node that moved: what the server has for the others may be no row of numbers.
  const parents = new Set(changed.map(({ parent }) => parent));
  return orderOf(after).filter(({ parent }) => parents.has(parent));
}
