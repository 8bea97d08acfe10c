import { Injectable } from '@nestjs/common';
import { wholeSecond } from '../../infrastructure/whole-second.js';
import {
  NotFound,
  PermissionDenied,
  ValidationError,
  type RestTransaction,
} from '../../rest/index.js';
import { UsersService } from '../../users/users.service.js';
import { MESSAGES } from '../comments.messages.js';
import { CommentBan } from '../entities/index.js';
import { ModerationRecord, type Moderated } from './moderation-record.js';

type Actor = Moderated['actor'];

/** Who may not post comments, and since when; whoever decides it is remembered. */
@Injectable()
export class CommentBans {
  constructor(
    private readonly users: UsersService,
    private readonly record: ModerationRecord,
  ) {}

  /**
   * @returns id of the ban
   * @throws ValidationError for an administrator; QueryFailedError when the user is banned already
   */
  async ban(
    tx: RestTransaction,
    actor: Actor,
    { userId, reason = '' }: Pick<CommentBan, 'userId'> & { readonly reason?: string },
  ): Promise<number> {
    const user = await this.users.findById(userId, tx.manager);
    if (user?.isSuperuser) throw new ValidationError({ user: [MESSAGES.notAdministrators] });
    const createdAt = wholeSecond(Date.now());
    const { identifiers } = await tx.manager.insert(CommentBan, { userId, reason, createdAt });
    await this.record.add(tx, { action: 'ban', actor, userId, reason });
    return identifiers[0]!.id as number;
  }

  /** The same, for somebody who may be banned already. */
  async banUnlessBanned(
    tx: RestTransaction,
    actor: Actor,
    ban: Pick<CommentBan, 'userId' | 'reason'>,
  ): Promise<void> {
    if (await tx.manager.existsBy(CommentBan, { userId: ban.userId })) return;
    await this.ban(tx, actor, ban);
  }

  /** @throws NotFound when another request was faster; PermissionDenied for the own ban */
  async lift(
    tx: RestTransaction,
    actor: Actor,
    { id, userId }: Pick<CommentBan, 'id' | 'userId'>,
    reason: string,
  ): Promise<void> {
    if (userId === actor.id) throw new PermissionDenied(MESSAGES.ownBan);
    const { affected } = await tx.manager.delete(CommentBan, id);
    if (!affected) throw new NotFound();
    await this.record.add(tx, { action: 'unban', actor, userId, reason });
  }
}
