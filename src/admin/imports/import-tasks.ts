import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { RestRequest } from '../../rest/index.js';
import { ADMIN_TEXTS } from '../admin.messages.js';
import { AdminLog } from '../history/admin-log.js';
import type { ResourceAdmin } from '../model-admin.js';
import type { AdminTask, TaskError } from '../tasks/admin-task.entity.js';
import { AdminTasks, keptErrors, MOST_ERRORS } from '../tasks/admin-tasks.js';
import { TaskContents } from '../tasks/task-contents.js';
import type { ImportWork } from '../tasks/task-work.js';

/** What an import has done, or would do. */
export interface Imported {
  readonly rows: number;
  readonly failed: number;
}

/** Whom an import tells how far it is. */
export interface ImportListener {
  /** @param share of the file, from 0 to 1 */
  readonly onProgress: (rows: number, share: number) => void;
  readonly onError: (error: TaskError) => void;
}

/**
 * Reads a file of rows; the same one read again changes nothing, so that an import that broke off
 * is begun again. Of the kinds of rows that the resource takes (`importedKinds`) only those are read
 * that whoever sent the file may add and change.
 */
export type FileReader = (
  path: string,
  listener: ImportListener,
  how: {
    readonly kinds: ReadonlySet<string>;
    /** It says what would be, and stores nothing; others go on writing meanwhile. */
    readonly isDry: boolean;
  },
) => Promise<Imported>;

/** Reads files into resources that take them. DJANGO: django-import-export's ImportMixin */
@Injectable()
export class ImportTasks {
  constructor(
    private readonly tasks: AdminTasks,
    private readonly contents: TaskContents,
    private readonly log: AdminLog,
  ) {}

  /** @throws APIException when the file as a whole is none */
  async run(
    task: AdminTask,
    admin: ResourceAdmin,
    { filename, isDry, kinds }: ImportWork,
    request: RestRequest,
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'import-'));
    const errors: TaskError[] = [];
    let told: Promise<unknown> = Promise.resolve();
    const listener: ImportListener = {
      onProgress: (rows, share) => {
        const progress = {
          // What an earlier try has stored is stored.
          done: Math.max(rows, task.done),
          total: share > 0 ? Math.round(rows / share) : 0,
          errors: keptErrors(errors),
        };
        told = told.then(() => this.tasks.update(task.id, progress));
        told.catch(() => undefined);
      },
      onError: (error) => {
        if (errors.length < MOST_ERRORS) errors.push(error);
      },
    };
    try {
      const path = join(folder, `file${extname(filename).toLowerCase()}`);
      await this.contents.write(task.id, 'file', path);
      const how = { kinds: new Set(kinds), isDry };
      const { rows, failed } = await admin.importFile!(path, listener, how);
      // What is told on the way must not come after the end.
      await told.catch(() => undefined);
      const outcome = isDry ? ADMIN_TEXTS.tried : ADMIN_TEXTS.imported;
      const message = request.wording.text(outcome(rows, failed));
      const result = { done: rows, total: rows, message, errors: keptErrors(errors) };
      await this.tasks.finish(task.id, result, async (manager) => {
        if (isDry) return;
        const changes = [{ field: 'file', from: null, to: message }];
        const resource = admin.options.name;
        await this.log.write(manager, request.user, [
          { resource, objectId: 0, objectLabel: filename, action: 'import', changes },
        ]);
      });
    } finally {
      await told.catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    }
  }
}
