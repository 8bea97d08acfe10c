import type { Choice } from '../server/description.ts';

/** A right to one thing. */
export interface Named {
  /** The permission: Django's codename, such as `goods.change_goods`. */
  readonly permission: string;
  readonly label: string;
}

/** A model and what may be done to it. */
export interface ModelRow {
  readonly name: string;
  readonly label: string;
  /** By the verbs that every model has. */
  readonly usual: ReadonlyMap<string, Named>;
  /** Those that only this model has. */
  readonly others: readonly Named[];
}

/** What may be done to every model; each is a column. */
export const VERBS = ['view', 'add', 'change', 'delete'] as const;

/** App and verb of a codename. */
const USUAL = /^([^.]+)\.(view|add|change|delete)_/;
/** Between the label of the model and that of the action. */
const BETWEEN = ' · ';

interface Growing {
  readonly label: string;
  readonly usual: Map<string, Named>;
  readonly others: Named[];
}

/** Permissions as a table, a row for each model, by the labels that the server gives them. */
export function matrixOf(choices: readonly Choice[]): ModelRow[] {
  const models = new Map<string, Growing>();
  for (const { value, label } of choices) {
    const permission = String(value);
    const [modelLabel = label, actionLabel = label] = label.split(BETWEEN);
    const name = `${permission.split('.', 1)[0]} ${modelLabel}`;
    const row: Growing = models.get(name) ?? { label: modelLabel, usual: new Map(), others: [] };
    models.set(name, row);
    const [, , verb] = USUAL.exec(permission) ?? [];
    const named = { permission, label: actionLabel };
    if (verb && !row.usual.has(verb)) row.usual.set(verb, named);
    else row.others.push(named);
  }
  return [...models].map(([name, row]) => ({ name, ...row }));
}
