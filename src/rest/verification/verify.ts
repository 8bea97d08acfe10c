import type { Rest } from '../rest.js';
import type { ViewDefinition } from '../viewsets/definition.js';
import { GenericViewSetBase } from '../viewsets/generic.viewset.js';
import type { Policy } from '../viewsets/policy.js';
import { accessProblems } from './access.js';
import {
  actionProblems,
  entityProblems,
  fileProblems,
  groupProblems,
  serializerProblems,
} from './declarations.js';

/** Some viewsets are declared as they cannot be meant; the message lists everything. */
export class ViewSetProblems extends Error {
  override readonly name = 'ViewSetProblems';

  constructor(readonly problems: readonly string[]) {
    super(
      `viewsets cannot be served as declared:\n${problems.map((line) => `- ${line}`).join('\n')}`,
    );
  }
}

/** What verification needs to know of the viewsets. */
interface Views {
  all(): readonly ViewDefinition[];
  instanceOf(view: ViewDefinition): object;
  policy(view: ViewDefinition, handler: string): Policy;
}

/**
 * Looks at the declarations of all viewsets: what the compiler cannot know.
 *
 * @throws ViewSetProblems
 *
 * DRF has no counterpart; DJANGO: django.core.checks
 */
export async function verifyViews(views: Views, rest: Rest): Promise<void> {
  const problems: string[] = [];
  for (const view of views.all()) {
    for (const problem of await problemsOf(view, views, rest)) {
      problems.push(`${view.target.name} (/${view.paths[0]}/): ${problem}`);
    }
  }
  if (problems.length > 0) throw new ViewSetProblems(problems);
}

async function problemsOf(view: ViewDefinition, views: Views, rest: Rest): Promise<string[]> {
  const instance = views.instanceOf(view);
  const problems = [
    ...actionProblems(view),
    ...groupProblems(view, rest),
    ...serializerProblems(view, rest),
    ...fileProblems(view, rest),
  ];
  if (instance instanceof GenericViewSetBase) {
    problems.push(...entityProblems(view, instance, rest));
  }
  for (const route of view.routes) {
    for (const [verb, action] of route.actions) {
      const policy = policyOf(view, action, views);
      if (typeof policy === 'string') problems.push(policy);
      else problems.push(...(await accessProblems({ rest, view, policy, verb, instance })));
    }
  }
  return [...new Set(problems)];
}

function policyOf(view: ViewDefinition, action: string, views: Views): Policy | string {
  try {
    return views.policy(view, action);
  } catch (error) {
    return `${action}: ${(error as Error).message}`;
  }
}
