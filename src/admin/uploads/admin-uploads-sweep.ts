import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { FilesSweep } from '../../infrastructure/storage/files-sweep.js';
import { Rest } from '../../rest/index.js';
import { AdminSite } from '../admin-site.js';
import { AdminUpload, AdminUploadUse } from './admin-upload.entities.js';
import { DAY } from '../../infrastructure/durations.js';

/** Milliseconds that a picture may wait for the form it was uploaded for to be sent. */
const GRACE = DAY;
/** Pictures looked at in one go. */
const BATCH = 200;

/** Removes uploaded pictures that no object shows. */
@Injectable()
export class AdminUploadsSweep extends FilesSweep {
  constructor(
    private readonly rest: Rest,
    private readonly site: AdminSite,
  ) {
    super();
  }

  protected override async *unused(now: number): AsyncIterable<string> {
    for (let after = ''; ;) {
      const uploads = await this.without(after, new Date(now - GRACE));
      for (const { path } of uploads) {
        if (this.isStopping) return;
        if (!(await this.isShown(path))) yield path;
      }
      if (uploads.length < BATCH) return;
      after = uploads.at(-1)!.path;
    }
  }

  protected override async remove(path: string): Promise<void> {
    await this.rest.fileStore.remove(path);
    await this.rest.transactions.run(({ manager }) => manager.delete(AdminUpload, { path }));
  }

  /** The next pictures that no object is known to show. */
  private without(after: string, before: Date): Promise<AdminUpload[]> {
    return this.rest.dataSource.manager
      .createQueryBuilder(AdminUpload, 'upload')
      .where({ createdAt: LessThan(before) })
      .andWhere('upload.path > :after', { after })
      .andWhere((query) => {
        const uses = query.subQuery().select('1').from(AdminUploadUse, 'used');
        return `NOT EXISTS ${uses.where('used.path = upload.path').getQuery()}`;
      })
      .orderBy('upload.path')
      .limit(BATCH)
      .getMany();
  }

  /** Whether an object shows it that was written in another way, such as by an import. */
  private async isShown(path: string): Promise<boolean> {
    const tables = this.site
      .all()
      .flatMap(({ entity, shape }) => [{ entity, fields: shape.fields }, ...shape.inlines]);
    for (const { entity, fields } of tables) {
      for (const field of fields) {
        if (field.kind !== 'image' && field.kind !== 'rich_text') continue;
        const column = `row.${field.source}`;
        const isIt = field.kind === 'image' ? `${column} = :path` : `${column} LIKE :text`;
        const shown = await this.rest.dataSource.manager
          .createQueryBuilder(entity, 'row')
          .select('row.id', 'id')
          .where(isIt, field.kind === 'image' ? { path } : { text: `%${path}%` })
          .limit(1)
          .getRawOne();
        if (shown) return true;
      }
    }
    return false;
  }
}
