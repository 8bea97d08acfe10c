import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { RestRequest, Row } from '../rest/index.js';
import type { User } from '../users/entities/index.js';
import { shownName } from '../users/shown-name.js';
import { CommentBan, CommentLike } from './entities/index.js';

/**
 * Comments as whoever asks sees them: their authors by the names that strangers may know, and what
 * they are to who asks, besides the object permissions; in two statements for all.
 */
@Injectable()
export class CommentStanding {
  /** Adds to each row whether the user likes it (`liked`) and may write at all (`mayWrite`). */
  async add(
    rows: readonly Row[],
    { user, rest }: RestRequest,
    manager: EntityManager = rest.dataSource.manager,
  ): Promise<Row[]> {
    const seen: Row[] = rows.map((row) => ({ ...row, user: authorOf(row) }));
    if (!user || rows.length === 0) return seen;
    const mayWrite = !(await isBanned(manager, user.id));
    const likes = await manager.findBy(CommentLike, {
      userId: user.id,
      commentId: In(rows.map(({ id }) => id)),
    });
    const liked = new Set(likes.map(({ commentId }) => commentId));
    return seen.map((row) => ({ ...row, mayWrite, liked: liked.has(Number(row.id)) }));
  }
}

/** Nobody, of a comment that is deleted; else a name that is no way to reach somebody. */
function authorOf({ user, isDeleted }: Row) {
  return isDeleted ? null : { username: shownName((user as User).username, false) };
}

/** Whether somebody may not post comments. */
export function isBanned(manager: EntityManager, userId: number): Promise<boolean> {
  return manager.existsBy(CommentBan, { userId });
}
