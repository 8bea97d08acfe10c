import { Permission } from '../permissions/permissions.js';
import type { Rest } from '../rest.js';
import { showsFlags } from '../serializers/output/flags.js';
import { forAction, type ViewDefinition } from '../viewsets/definition.js';
import { GenericViewSetBase } from '../viewsets/generic.viewset.js';
import type { Policy } from '../viewsets/policy.js';
import { probe } from './probe.js';

/** One action of a viewset as it is verified. */
export interface VerifiedAction {
  readonly rest: Rest;
  readonly view: ViewDefinition;
  readonly policy: Policy;
  readonly verb: string;
  /** The viewset itself. */
  readonly instance: object;
}

/** Declarations of an action that lock everybody out, or show one user's rows to others. */
export async function accessProblems(action: VerifiedAction): Promise<string[]> {
  const { policy } = action;
  const problems: string[] = [];
  if (policy.authentications.length === 0) {
    if (await needsUser(action)) {
      problems.push(
        `${policy.action} has permissions that need a user but no authentication: nobody may call it`,
      );
    }
    if (isScopedToUser(action)) {
      problems.push(`${policy.action} has rows of its user but no authentication`);
    }
  }
  problems.push(...policy.permissions.flatMap((part) => part.problems(action.view, action.rest)));
  if (policy.cache && policy.stream) problems.push(`${policy.action} keeps answers but streams`);
  if (policy.cache && !policy.cache.private) {
    const shown = forAction(action.view.options.serializers, policy.action);
    if (shown && showsFlags(shown)) {
      problems.push(
        `${policy.action} keeps one answer for everybody but shows what its user may do: declare cache.private`,
      );
    }
    if (policy.permissions.some(looksAtObjects)) {
      problems.push(
        `${policy.action} keeps one answer for everybody but has object permissions: declare cache.private`,
      );
    }
    if (policy.authentications.length > 0 && isScopedToUser(action)) {
      problems.push(
        `${policy.action} keeps one answer for everybody but has rows of its user: declare cache.private`,
      );
    }
  }
  return problems;
}

/** Whether a permission refuses a stranger because it looked for a user. */
export async function needsUser({ rest, view, policy, verb }: VerifiedAction): Promise<boolean> {
  for (const permission of policy.permissions) {
    const { request, looksAtUser } = probe(rest, view, policy, verb);
    const isGranted = await attempt(() => permission.hasPermission(request));
    if (looksAtUser() && isGranted !== true) return true;
  }
  return false;
}

/** Whether the queryset depends on who asks. */
function isScopedToUser({ rest, view, policy, verb, instance }: VerifiedAction): boolean {
  if (!(instance instanceof GenericViewSetBase)) return false;
  const { request, looksAtUser } = probe(rest, view, policy, verb);
  try {
    instance.getQueryset(request, rest.dataSource.manager);
  } catch {
    // It counts on what a probe has not: a user, as a rule.
  }
  return looksAtUser();
}

function looksAtObjects({ hasObjectPermission }: Permission): boolean {
  return hasObjectPermission !== Permission.prototype.hasObjectPermission;
}

async function attempt<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    // A permission that fails without a user does not grant.
    return undefined;
  }
}
