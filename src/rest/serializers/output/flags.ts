import type { EntityManager } from 'typeorm';
import type { RestRequest } from '../../request.js';
import type { Row } from './fields.js';
import type { Serializer } from './serializer.js';

/**
 * Finds out what the flags of the rows are, those of nested objects included: one round of queries
 * per serializer that has any, however many rows there are.
 */
export async function loadFlags(
  serializer: Serializer,
  rows: readonly Row[],
  request: RestRequest,
  manager: EntityManager,
): Promise<void> {
  if (rows.length === 0 || !showsFlags(serializer)) return;
  const fields = Object.entries(serializer.fields);
  if (fields.some(([, { kind }]) => kind === 'flag')) {
    const objects = rows.map(({ id }) => ({ id: id as number }));
    await request.grants.permissionsOf(serializer.entity, objects, manager);
  }
  for (const [name, field] of fields) {
    if (!field.serializer) continue;
    const inner = rows.flatMap<Row>((row) => (row[field.source ?? name] ?? []) as Row | Row[]);
    await loadFlags(field.serializer, inner, request, manager);
  }
}

/** Whether what is shown depends on the permissions of who asks. */
export function showsFlags(serializer: Serializer): boolean {
  return serializer
    .family()
    .some(({ fields }) => Object.values(fields).some(({ kind }) => kind === 'flag'));
}
