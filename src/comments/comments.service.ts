import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Settings } from '../config/settings.js';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { NotFound, ValidationError, type RestTransaction } from '../rest/index.js';
import { SITE_MANAGERS } from '../users/entities/index.js';
import { UsersService } from '../users/users.service.js';
import { commentSettings } from './comments.settings.js';
import { MovieComment } from './entities/index.js';
import { MESSAGES } from './comments.messages.js';

/** Who may do what with a new comment, besides administrators. */
export const COMMENT_GRANTS = {
  creator: ['change', 'delete'],
  groups: { [SITE_MANAGERS]: ['delete'] },
};

/** What a new comment comes with. */
type Said = Pick<MovieComment, 'movieId' | 'userId' | 'text'> &
  Partial<Pick<MovieComment, 'replyToId'>>;

/**
 * Comments and their threads. Whoever replies to a comment or deletes it locks it first, so that no
 * reply loses its thread.
 */
@Injectable()
export class Comments {
  private readonly perMovie: number;

  constructor(
    settings: Settings,
    private readonly users: UsersService,
  ) {
    this.perMovie = settings.of(commentSettings).perMovie;
  }

  /**
   * @returns id of the new comment
   * @throws ValidationError when the comment replied to is gone or on another movie, or the user has
   *   said enough of the movie
   */
  async add(tx: RestTransaction, { replyToId, ...said }: Said): Promise<number> {
    const thread = replyToId ? await this.threadOf(tx, replyToId, said.movieId) : null;
    if (thread === null && this.perMovie > 0) await this.refuseTooMany(tx, said);
    const now = new Date();
    const row = { ...said, replyToId: thread, createdAt: now, updatedAt: now };
    const { identifiers } = await tx.manager.insert(MovieComment, row);
    return identifiers[0]!.id;
  }

  /**
   * Deletes a comment; one with replies stays as the empty head of their thread.
   *
   * @returns what it was
   * @throws NotFound when it is gone already
   */
  async remove(tx: RestTransaction, id: number): Promise<MovieComment> {
    const comment = await this.lockShown(tx, id);
    const { manager } = tx;
    if (await manager.existsBy(MovieComment, { replyToId: id })) {
      await manager.update(MovieComment, id, { text: '', isDeleted: true, updatedAt: new Date() });
    } else await manager.delete(MovieComment, id);
    return comment;
  }

  /** Locks a comment that is not deleted. @throws NotFound */
  async lockShown(tx: RestTransaction, id: number): Promise<MovieComment> {
    const comment = await this.lock(tx, id);
    if (!comment || comment.isDeleted) throw new NotFound();
    return comment;
  }

  /** Comments of one user come one after the other, so that they count each other. */
  private async refuseTooMany(
    { manager }: RestTransaction,
    { userId, movieId }: Said,
  ): Promise<void> {
    await this.users.lock(manager, userId);
    const where = { userId, movieId, replyToId: IsNull(), isDeleted: false };
    if ((await manager.countBy(MovieComment, where)) < this.perMovie) return;
    throw ValidationError.nonField(MESSAGES.tooMany(this.perMovie));
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
