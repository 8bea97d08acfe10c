import { Injectable } from '@nestjs/common';
import { wholeSecond } from '../../infrastructure/whole-second.js';
import { NotFound, type RestTransaction, ValidationError } from '../../rest/index.js';
import { UsersService } from '../../users/users.service.js';
import { UserMessage } from '../entities/index.js';
import { MESSAGES } from '../user-operations.messages.js';
import { MessageNotices } from './message-notices.js';

/** Messages one user may keep: the storefront asks for all of them at once. */
const MOST_MESSAGES = 500;

/** What users tell the shop. */
@Injectable()
export class Messages {
  constructor(
    private readonly notices: MessageNotices,
    private readonly users: UsersService,
  ) {}

  /**
   * Messages of one user come one after the other, so that they count each other.
   *
   * @returns id of the new message
   * @throws ValidationError when there are too many messages
   */
  async send(
    { manager }: RestTransaction,
    said: Partial<UserMessage> & Pick<UserMessage, 'userId'>,
  ): Promise<number> {
    const { userId } = said;
    await this.users.lock(manager, userId);
    if ((await manager.countBy(UserMessage, { userId })) >= MOST_MESSAGES) {
      throw ValidationError.nonField(MESSAGES.tooManyMessages);
    }
    const row = { type: 1, subject: '', text: '', ...said, createdAt: new Date() } as const;
    const { identifiers } = await manager.insert(UserMessage, row);
    return identifiers[0]!.id;
  }

  /**
   * Answers a message, or takes the answer back; the buyer is told of a new one.
   *
   * @param text null: none
   */
  async answer(
    tx: RestTransaction,
    message: UserMessage,
    text: string | null,
    staffId: number,
  ): Promise<void> {
    const answer = text?.trim() ? text : null;
    if (answer === message.answer) return;
    const answeredAt = answer === null ? null : wholeSecond(Date.now());
    await tx.manager.update(UserMessage, message.id, {
      answer,
      isAnswered: answer !== null,
      answeredAt,
      answeredById: answer === null ? null : staffId,
    });
    if (answeredAt !== null) await this.notices.tell(tx, message, answeredAt);
  }

  /** @throws NotFound when another request was faster */
  async remove({ manager }: RestTransaction, { id }: UserMessage): Promise<void> {
    const { affected } = await manager.delete(UserMessage, id);
    if (!affected) throw new NotFound();
  }
}
