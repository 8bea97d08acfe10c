import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { cutText } from '../../infrastructure/cut-text.js';
import { wholeSecond } from '../../infrastructure/whole-second.js';
import type { RestUser } from '../../rest/index.js';
import { AdminLogEntry, LABEL_LENGTH, type FieldChange } from './admin-log-entry.entity.js';

/** What happened to one object. */
export interface Happening {
  readonly resource: string;
  readonly objectId: number;
  readonly objectLabel: string;
  /** `add`, `change`, `delete`, or the name of an action. */
  readonly action: string;
  readonly changes: readonly FieldChange[];
}

/** Writes down what is done, in the transaction that does it. */
@Injectable()
export class AdminLog {
  /** @param user null: a command or job */
  async write(
    manager: EntityManager,
    user: RestUser | null,
    happenings: readonly Happening[],
  ): Promise<void> {
    if (happenings.length === 0) return;
    const createdAt = wholeSecond(Date.now());
    await manager.insert(
      AdminLogEntry,
      happenings.map((happening) => ({
        ...happening,
        objectLabel: cutText(happening.objectLabel, LABEL_LENGTH),
        changes: [...happening.changes],
        userId: user?.id ?? null,
        userName: user?.username ?? '',
        createdAt,
      })),
    );
  }
}
