import type { EntityMetadata } from 'typeorm';
import { storedFieldsOfView } from '../files/stored-fields.js';
import { backendProblems } from '../permissions/model-permissions.js';
import { OrderingFilter } from '../filters/ordering.filter.js';
import { isToOne, leadsToColumn } from '../filters/paths.js';
import type { Rest } from '../rest.js';
import { planFor } from '../serializers/output/load.js';
import {
  forAction,
  inputsOf,
  isPerAction,
  type PerAction,
  type ViewDefinition,
} from '../viewsets/definition.js';
import { GenericViewSetBase } from '../viewsets/generic.viewset.js';
import { isUsualAction } from '../viewsets/mixins.js';

/** Settings that may differ from action to action. */
const PER_ACTION = [
  'serializers',
  'inputs',
  'authentication',
  'permissions',
  'throttles',
  'envelope',
] as const;

/** Names of actions that the viewset does not have. */
export function actionProblems(view: ViewDefinition): string[] {
  const actions = new Set(view.routes.flatMap((route) => [...route.actions.values()]));
  const problems: string[] = [];
  const check = (setting: string, names: readonly string[]): void => {
    for (const name of names) {
      if (!actions.has(name)) problems.push(`${setting} names "${name}", which is no action`);
    }
  };
  for (const setting of PER_ACTION) {
    const declared = view.options[setting] as PerAction<unknown>;
    if (!isPerAction(declared)) continue;
    check(
      setting,
      Object.keys(declared).filter((name) => name !== 'default'),
    );
  }
  check('summaries', Object.keys(view.options.summaries ?? {}));
  check('cache.actions', view.options.cache?.actions ?? []);
  return problems;
}

/** A chapter of the documentation that the project does not have. */
export function groupProblems({ options: { group } }: ViewDefinition, rest: Rest): string[] {
  const { groups } = rest.options;
  if (groups.length === 0 || group === null || (group && groups.includes(group))) return [];
  const fault = group
    ? `group "${group.name}" is none of the setting groups`
    : 'group is missing: name one of the setting groups';
  return [`${fault}; null hides it from the documentation`];
}

/** What the entity of a viewset does not have, and what its usual actions lack. */
export function entityProblems(
  view: ViewDefinition,
  instance: GenericViewSetBase,
  rest: Rest,
): string[] {
  const { options } = view;
  const { dataSource } = rest;
  if (!dataSource.hasMetadata(instance.entity)) {
    return [`${instance.entity.name} is not an entity of the data source`];
  }
  const metadata = dataSource.getMetadata(instance.entity);
  const problems: string[] = [];
  const properties: [setting: string, names: readonly string[]][] = [
    ['lookupField', [options.lookupField ?? 'id']],
    ['ordering', (options.ordering ?? []).map((term) => term.replace(/^-/, ''))],
    ['filters', (options.filters ?? []).flatMap((filter) => filter.properties?.() ?? [])],
  ];
  for (const [setting, names] of properties) {
    for (const name of names) {
      if (!leadsToColumn(metadata, name)) {
        problems.push(`${setting}: ${metadata.name} has no column "${name}"`);
      }
    }
  }
  problems.push(...orderingProblems(view, metadata));
  if (options.grants) problems.push(...grantProblems(instance, rest));
  const lacks = usualActions(view).flatMap((action) => missing(view, instance, action));
  return [...problems, ...lacks];
}

/** Why the permissions that new rows come with could not be written. */
function grantProblems({ entity }: GenericViewSetBase, rest: Rest): string[] {
  const known = rest.models.has(entity)
    ? []
    : [`grants: ${entity.name} is in no domain's list of models`];
  return [...known, ...backendProblems('grants', rest)];
}

/** What the layer's own actions need; a viewset's own may do without. */
const NEEDS: Readonly<Record<string, 'serializer' | 'input'>> = {
  list: 'serializer',
  retrieve: 'serializer',
  create: 'input',
  update: 'input',
  partialUpdate: 'input',
};

function usualActions(view: ViewDefinition): string[] {
  const actions = view.routes.flatMap((route) => [...route.actions.values()]);
  return actions.filter((action) => NEEDS[action] && isUsualAction(view.target, action));
}

function missing(view: ViewDefinition, instance: GenericViewSetBase, action: string): string[] {
  const { getSerializer, getInput } = GenericViewSetBase.prototype;
  const problems: string[] = [];
  const isShown = instance.getSerializer !== getSerializer;
  if (!isShown && !forAction(view.options.serializers, action)) {
    problems.push(`${action} has no serializer`);
  }
  if (NEEDS[action] !== 'input' || instance.getInput !== getInput) return problems;
  return inputsOf(view, action).length > 0 ? problems : [...problems, `${action} has no input`];
}

/** Fields whose files nobody could keep. */
export function fileProblems(view: ViewDefinition, rest: Rest): string[] {
  const fields = storedFieldsOfView(view);
  if (fields.length === 0) return [];
  try {
    const { kinds } = rest.fileStore;
    return fields.flatMap(({ name, kind = 'file' }) =>
      kinds.has(kind) ? [] : [`${name}: the FileStore knows no kind "${kind}"`],
    );
  } catch (error) {
    return [`${fields[0]!.name} needs a FileStore: ${(error as Error).message}`];
  }
}

/** Fields that a serializer's entity does not have: its rows could not be loaded. */
export function serializerProblems(view: ViewDefinition, { dataSource }: Rest): string[] {
  const problems = new Set<string>();
  for (const action of usualActions(view)) {
    const serializer = forAction(view.options.serializers, action);
    if (!serializer) continue;
    for (const part of serializer.family()) {
      try {
        planFor(dataSource, part, 'verified');
        part.schema();
      } catch (error) {
        problems.add(`${part.name}: ${(error as Error).message}`);
      }
    }
  }
  return [...problems];
}

/** Paths to sort by that have several values. */
function orderingProblems({ options }: ViewDefinition, metadata: EntityMetadata): string[] {
  const filters = (options.filters ?? []).filter((filter) => filter instanceof OrderingFilter);
  const paths = [
    ...(options.ordering ?? []).map((term) => term.replace(/^-/, '')),
    ...filters.flatMap((filter) => filter.properties()),
  ];
  return paths
    .filter((path) => leadsToColumn(metadata, path) && !leadsToColumn(metadata, path, isToOne))
    .map((path) => `ordering: "${path}" has several values to sort by`);
}
