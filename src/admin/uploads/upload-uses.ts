import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Row } from '../../rest/index.js';
import type { ResourceShape } from '../shape/resource-shape.js';
import { AdminUpload, AdminUploadUse } from './admin-upload.entities.js';

/** Uploads by their path, wherever in a text it stands. */
const PATH = /admin\/\d+\/\d{4}\/\d{2}\/[\w-]+\.\w+/g;

/** Notes which objects show which uploads, so that nothing that is shown is ever swept. */
@Injectable()
export class UploadUses {
  /** @param row null: the object is gone */
  async note(
    manager: EntityManager,
    resource: string,
    objectId: number,
    row: Row | null,
    shape: ResourceShape,
  ): Promise<void> {
    const paths = row ? pathsIn(row, shape) : [];
    const known = await manager.findBy(AdminUploadUse, { resource, objectId });
    const before = new Set(known.map(({ path }) => path));
    const gone = [...before].filter((path) => !paths.includes(path));
    const added = paths.filter((path) => !before.has(path));
    if (gone.length > 0) {
      await manager.delete(AdminUploadUse, { resource, objectId, path: In(gone) });
    }
    if (added.length === 0) return;
    const uploads = await manager.findBy(AdminUpload, { path: In(added) });
    if (uploads.length === 0) return;
    await manager.insert(
      AdminUploadUse,
      uploads.map(({ path }) => ({ path, resource, objectId })),
    );
  }
}

function pathsIn(row: Row, { fields, inlines }: ResourceShape): string[] {
  const texts = (values: Row, columns: ResourceShape['fields']): string[] =>
    columns
      .filter(({ kind }) => kind === 'image' || kind === 'rich_text')
      .map(({ source }) => String(values[source] ?? ''));
  const all = [
    ...texts(row, fields),
    ...inlines.flatMap((inline) =>
      (row[inline.property] as Row[]).flatMap((child) => texts(child, inline.fields)),
    ),
  ];
  return [...new Set(all.flatMap((text) => text.match(PATH) ?? []))];
}
