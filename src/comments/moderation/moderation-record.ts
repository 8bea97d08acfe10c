import { Injectable } from '@nestjs/common';
import type { RestTransaction } from '../../rest/index.js';
import type { User } from '../../users/entities/index.js';
import { UsersService } from '../../users/users.service.js';
import { Moderation, type ModerationAction, type MovieComment } from '../entities/index.js';

/** Something to be remembered. */
export interface Moderated {
  readonly action: ModerationAction;
  readonly actor: Pick<User, 'id' | 'username'>;
  /** To whom it is done: for a deletion the author. */
  readonly userId: number;
  readonly reason?: string;
  /** What is deleted. */
  readonly comment?: Pick<MovieComment, 'id' | 'text'>;
}

/** Remembers who did what to comments and to those who post them, in the same transaction. */
@Injectable()
export class ModerationRecord {
  constructor(private readonly users: UsersService) {}

  async add(
    { manager }: RestTransaction,
    { action, actor, userId, reason = '', comment }: Moderated,
  ): Promise<void> {
    const user = await this.users.findById(userId, manager);
    await manager.insert(Moderation, {
      action,
      reason,
      userId,
      actorId: actor.id,
      actorName: actor.username,
      userName: user?.username ?? '',
      commentId: comment?.id ?? null,
      text: comment?.text ?? '',
      createdAt: new Date(),
    });
  }
}
