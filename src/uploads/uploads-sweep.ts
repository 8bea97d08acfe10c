import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { PeriodicTask } from '../infrastructure/periodic/periodic-task.js';
import { Storage } from '../infrastructure/storage/storage.js';
import { storedFieldsOfView, ViewRegistry, type StoredField } from '../rest/index.js';

/** Seconds from one sweep to the next. */
const PAUSE = 86_400;
/** Milliseconds that a file may wait for its row to be committed. */
const GRACE = 3_600_000;
/** Files looked at in one go. */
const BATCH = 200;

/** Removes uploaded files that no row has: a process may end between a file and its row. */
@Injectable()
export class UploadsSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(UploadsSweep.name, PAUSE, () => this.sweep());

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly views: ViewRegistry,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns paths of the files that were removed */
  async sweep(now = Date.now()): Promise<string[]> {
    const removed: string[] = [];
    for (const [folder, fields] of this.folders()) {
      let batch: string[] = [];
      for await (const { path, savedAt } of this.storage.list(folder)) {
        if (this.task.isStopping) return removed;
        if (savedAt.getTime() > now - GRACE) continue;
        batch.push(path);
        if (batch.length < BATCH) continue;
        removed.push(...(await this.removeOrphans(batch, fields)));
        batch = [];
      }
      removed.push(...(await this.removeOrphans(batch, fields)));
    }
    return removed;
  }

  /** The fields of all viewsets whose files are in a folder. */
  private folders(): Map<string, StoredField[]> {
    const folders = new Map<string, StoredField[]>();
    for (const field of this.views.all().flatMap((view) => storedFieldsOfView(view))) {
      folders.set(field.folder, [...(folders.get(field.folder) ?? []), field]);
    }
    return folders;
  }

  private async removeOrphans(
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
    const removed: string[] = [];
    for (const path of paths.filter((each) => !wanted.has(each))) {
      if (this.task.isStopping) break;
      await this.storage.delete(path);
      removed.push(path);
    }
    return removed;
  }
}
