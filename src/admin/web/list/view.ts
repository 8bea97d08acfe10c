/** How the rows are looked at: the table, the tree, or a screen of the resource's own. */
export type View = string;

export const ROWS: View = 'rows';
export const TREE: View = 'tree';
