import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { PeriodicTask } from '../../infrastructure/periodic/periodic-task.js';
import { Storage } from '../../infrastructure/storage/storage.js';
import { UserMessage } from '../entities/index.js';
import { MESSAGE_FOLDER } from './messages.service.js';

/** Seconds from one sweep to the next. */
const PAUSE = 86_400;
/** Milliseconds that a file may wait for its message to be committed. */
const GRACE = 3_600_000;
/** Files looked at in one go. */
const BATCH = 200;

/** Removes files that no message has: a process may end between a file and its message. */
@Injectable()
export class MessageFilesSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(MessageFilesSweep.name, PAUSE, () => this.sweep());

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
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
    let batch: string[] = [];
    for await (const { path, savedAt } of this.storage.list(MESSAGE_FOLDER)) {
      if (this.task.isStopping) return removed;
      if (savedAt.getTime() > now - GRACE) continue;
      batch.push(path);
      if (batch.length < BATCH) continue;
      removed.push(...(await this.removeOrphans(batch)));
      batch = [];
    }
    return [...removed, ...(await this.removeOrphans(batch))];
  }

  private async removeOrphans(paths: readonly string[]): Promise<string[]> {
    if (paths.length === 0) return [];
    const messages = await this.dataSource.manager.find(UserMessage, {
      select: { file: true },
      where: { file: In([...paths]) },
    });
    const wanted = new Set(messages.map(({ file }) => file));
    const orphans = paths.filter((path) => !wanted.has(path));
    const removed: string[] = [];
    for (const path of orphans) {
      if (this.task.isStopping) break;
      await this.storage.delete(path);
      removed.push(path);
    }
    return removed;
  }
}
