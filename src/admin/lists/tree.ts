import { In } from 'typeorm';
import { NotFound, noSuchRow, ValidationError, type RestRequest } from '../../rest/index.js';
import type { TreeItemInput } from '../admin.inputs.js';
import type { AdminRow, ResourceAdmin } from '../model-admin.js';

/**
 * Puts rows of a tree where they are to stand, all of them or none. Rows that stand there already
 * are left alone.
 *
 * DJANGO: django-mptt's DraggableMPTTAdmin
 *
 * @throws NotFound for a resource that is no tree, ValidationError
 */
export async function orderTree(
  admin: ResourceAdmin,
  items: readonly TreeItemInput[],
  request: RestRequest,
): Promise<void> {
  const { tree } = admin.options;
  if (!tree) throw new NotFound();
  const { metadata } = admin.shape;
  const parent = metadata.findRelationWithPropertyPath(tree.parent)!.joinColumns[0]!.propertyName;
  const { position } = tree;
  await admin.rest.transactions.run(async (transaction) => {
    const { manager } = transaction;
    const found = await manager.findBy(admin.entity, { id: In(items.map(({ id }) => id)) });
    const stored = new Map(found.map((row) => [row.id as number, row as AdminRow]));
    for (const item of items) {
      const row = stored.get(item.id);
      if (!row) {
        throw new ValidationError({ items: [noSuchRow(item.id)] });
      }
      if (row[parent] === item.parent && row[position] === item.position) continue;
      const attributes = { [parent]: item.parent, [position]: item.position };
      await admin.performUpdate(row, attributes, request, transaction);
    }
  });
}
