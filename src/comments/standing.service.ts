import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { RestRequest, Row } from '../rest/index.js';
import { CommentBan, CommentLike } from './entities/index.js';

/** What comments are to who asks, besides the object permissions; in two statements for all. */
@Injectable()
export class CommentStanding {
  /** Adds to each row whether the user likes it (`liked`) and may write at all (`mayWrite`). */
  async add(
    rows: readonly Row[],
    { user, rest }: RestRequest,
    manager: EntityManager = rest.dataSource.manager,
  ): Promise<Row[]> {
    if (!user || rows.length === 0) return [...rows];
    const mayWrite = !(await isBanned(manager, user.id));
    const likes = await manager.findBy(CommentLike, {
      userId: user.id,
      commentId: In(rows.map(({ id }) => id)),
    });
    const liked = new Set(likes.map(({ commentId }) => commentId));
    return rows.map((row) => ({ ...row, mayWrite, liked: liked.has(Number(row.id)) }));
  }
}

/** Whether somebody may not post comments. */
export function isBanned(manager: EntityManager, userId: number): Promise<boolean> {
  return manager.existsBy(CommentBan, { userId });
}
