import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { FilesSweep } from '../infrastructure/storage/files-sweep.js';
import { Storage } from '../infrastructure/storage/storage.js';
import { storedFieldsOfView, ViewRegistry, type StoredField } from '../rest/index.js';

/** Milliseconds that a file may wait for its row to be committed. */
const GRACE = 3_600_000;
/** Files looked at in one go. */
const BATCH = 200;

/** Removes uploaded files that no row has: a process may end between a file and its row. */
@Injectable()
export class UploadsSweep extends FilesSweep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly views: ViewRegistry,
  ) {
    super();
  }

  protected override async *unused(now: number): AsyncIterable<string> {
    for (const [folder, fields] of this.folders()) {
      let batch: string[] = [];
      for await (const { path, savedAt } of this.storage.list(folder)) {
        if (this.isStopping) return;
        if (savedAt.getTime() > now - GRACE) continue;
        batch.push(path);
        if (batch.length < BATCH) continue;
        yield* await this.orphans(batch, fields);
        batch = [];
      }
      yield* await this.orphans(batch, fields);
    }
  }

  protected override remove(path: string): Promise<void> {
    return this.storage.delete(path);
  }

  /** The fields of all viewsets whose files are in a folder. */
  private folders(): Map<string, StoredField[]> {
    const folders = new Map<string, StoredField[]>();
    for (const field of this.views.all().flatMap((view) => storedFieldsOfView(view))) {
      folders.set(field.folder, [...(folders.get(field.folder) ?? []), field]);
    }
    return folders;
  }

  private async orphans(
    paths: readonly string[],
    fields: readonly StoredField[],
  ): Promise<string[]> {
    if (paths.length === 0) return [];
    const wanted = new Set<unknown>();
    for (const { of, property } of fields) {
      const rows = await this.dataSource.manager.find(of(), {
        select: { [property]: true },
        where: { [property]: In([...paths]) },
      });
      for (const row of rows) wanted.add(Reflect.get(row, property));
    }
    return paths.filter((each) => !wanted.has(each));
  }
}
