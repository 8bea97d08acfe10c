import type { RestRequest } from '../../rest/index.js';
import type { ResourceAdmin } from '../model-admin.js';

/** The kinds of rows of a file that the user may add and change. */
export async function importableKinds(
  { importedKinds }: ResourceAdmin,
  { grants }: RestRequest,
): Promise<string[]> {
  const kinds: string[] = [];
  for (const [kind, entity] of Object.entries(importedKinds)) {
    if (await grants.allows(['add', 'change'], entity)) kinds.push(kind);
  }
  return kinds;
}
