import { Injectable } from '@nestjs/common';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { NotFound, ValidationError, type RestTransaction } from '../rest/index.js';
import { MovieComment } from './entities/index.js';
import { MESSAGES } from './comments.messages.js';

/** What a new comment comes with. */
type Said = Pick<MovieComment, 'movieId' | 'userId' | 'text'> &
  Partial<Pick<MovieComment, 'replyToId'>>;

/**
 * Comments and their threads. Whoever replies to a comment or deletes it locks it first, so that no
 * reply loses its thread.
 */
@Injectable()
export class Comments {
  /**
   * @returns id of the new comment
   * @throws ValidationError when the comment replied to is gone or on another movie
   */
  async add(tx: RestTransaction, { replyToId, ...said }: Said): Promise<number> {
    const thread = replyToId ? await this.threadOf(tx, replyToId, said.movieId) : null;
    const now = new Date();
    const row = { ...said, replyToId: thread, createdAt: now, updatedAt: now };
    const { identifiers } = await tx.manager.insert(MovieComment, row);
    return identifiers[0]!.id;
  }

  /** Deletes a comment; one with replies stays as the empty head of their thread. */
  async remove(tx: RestTransaction, id: number): Promise<void> {
    const comment = await this.lock(tx, id);
    if (!comment || comment.isDeleted) throw new NotFound();
    const { manager } = tx;
    if (await manager.existsBy(MovieComment, { replyToId: id })) {
      await manager.update(MovieComment, id, { text: '', isDeleted: true, updatedAt: new Date() });
    } else await manager.delete(MovieComment, id);
  }

  /** The head of the thread that a reply to the comment belongs to; it stays locked. */
  private async threadOf(tx: RestTransaction, replyToId: number, movieId: number): Promise<number> {
    const comment = await this.lock(tx, replyToId);
    if (!comment || comment.movieId !== movieId) {
      throw new ValidationError({ reply_to: [MESSAGES.otherMovie] });
    }
    if (comment.replyToId === null) return comment.id;
    await this.lock(tx, comment.replyToId);
    return comment.replyToId;
  }

  private lock({ manager }: RestTransaction, id: number): Promise<MovieComment | null> {
    const query = manager.createQueryBuilder(MovieComment, 'comment');
    return lockRows(query.where('comment.id = :id', { id })).getOne();
  }
}
