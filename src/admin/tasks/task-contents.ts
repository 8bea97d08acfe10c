import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Rest } from '../../rest/index.js';
import { AdminTaskPart } from './admin-task.entity.js';

/** Bytes of one part: a `blob` of MySQL holds no more than 65,535. */
const PART = 60_000;
/** Parts in one statement. */
const AT_ONCE = 16;

type Content = AdminTaskPart['content'];

/** What tasks work on, in the database, where every process that may do them finds it. */
@Injectable()
export class TaskContents {
  constructor(private readonly rest: Rest) {}

  /** Keeps it until the task has ended. */
  async keep(
    manager: EntityManager,
    taskId: string,
    content: Content,
    bytes: Buffer,
  ): Promise<void> {
    const parts = Array.from({ length: Math.ceil(bytes.length / PART) }, (_, position) => ({
      taskId,
      content,
      position,
      bytes: bytes.subarray(position * PART, (position + 1) * PART),
    }));
    for (let from = 0; from < parts.length; from += AT_ONCE) {
      await manager.insert(AdminTaskPart, parts.slice(from, from + AT_ONCE));
    }
  }

  /** @returns empty where there is none */
  async read(taskId: string, content: Content): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.parts(taskId, content)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Writes it to a new file, never more than a part in memory. */
  async write(taskId: string, content: Content, path: string): Promise<void> {
    await pipeline(
      Readable.from(this.parts(taskId, content)),
      createWriteStream(path, { flags: 'wx' }),
    );
  }

  async forget(manager: EntityManager, taskId: string): Promise<void> {
    await manager.delete(AdminTaskPart, { taskId });
  }

  private async *parts(taskId: string, content: Content): AsyncGenerator<Buffer> {
    const { manager } = this.rest.dataSource;
    for (let position = 0; ; position += 1) {
      const part = await manager.findOneBy(AdminTaskPart, { taskId, content, position });
      if (!part) return;
      yield part.bytes;
    }
  }
}
