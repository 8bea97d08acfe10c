import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RestTransaction } from '../rest/index.js';
import { UserRemovals } from '../users/user-removals.js';
import { Comments } from './comments.service.js';
import { CommentLike, MovieComment } from './entities/index.js';

/**
 * Who likes which comment. The comment is locked before its likes change, so that whoever counts
 * them sees those of all others.
 */
@Injectable()
export class CommentLikes implements OnModuleInit {
  constructor(
    private readonly comments: Comments,
    private readonly removals: UserRemovals,
  ) {}

  onModuleInit(): void {
    this.removals.on((tx, userId) => this.removeAll(tx, userId));
  }

  /**
   * A user likes a comment, or no more; saying so again changes nothing.
   *
   * @returns how many like it now
   * @throws NotFound when the comment is gone
   */
  async set(
    tx: RestTransaction,
    like: Pick<CommentLike, 'userId' | 'commentId'>,
    isLiked: boolean,
  ): Promise<number> {
    const { manager } = tx;
    const { commentId } = like;
    await this.comments.lockShown(tx, commentId);
    if (!isLiked) await manager.delete(CommentLike, like);
    else if (!(await manager.existsBy(CommentLike, like))) {
      await manager.insert(CommentLike, { ...like, createdAt: new Date() });
    }
    // Counting the rows, not adding one: rows also go with the users they belonged to.
    const likeCount = await manager.countBy(CommentLike, { commentId });
    await manager.update(MovieComment, commentId, { likeCount });
    return likeCount;
  }

  /** Of a comment that is deleted nobody counts them. */
  private async removeAll(tx: RestTransaction, userId: number): Promise<void> {
    const likes = await tx.manager.find(CommentLike, {
      where: { userId, comment: { isDeleted: false } },
      order: { commentId: 'ASC' },
    });
    for (const { commentId } of likes) await this.set(tx, { userId, commentId }, false);
  }
}
