import { Injectable } from '@nestjs/common';
import { NotFound, type RestTransaction, ValidationError } from '../../rest/index.js';
import { UserMessage } from '../entities/index.js';
import { MESSAGES } from '../user-operations.messages.js';

/** Messages one user may keep: the storefront asks for all of them at once. */
const MOST_MESSAGES = 500;

/** What users tell the shop. */
@Injectable()
export class Messages {
  /**
   * @returns id of the new message
   * @throws ValidationError when there are too many messages
   */
  async send(
    { manager }: RestTransaction,
    said: Partial<UserMessage> & Pick<UserMessage, 'userId'>,
  ): Promise<number> {
    const { userId } = said;
    if ((await manager.countBy(UserMessage, { userId })) >= MOST_MESSAGES) {
      throw ValidationError.nonField(MESSAGES.tooManyMessages);
    }
    const row = { type: 1, subject: '', text: '', ...said, createdAt: new Date() } as const;
    const { identifiers } = await manager.insert(UserMessage, row);
    return identifiers[0]!.id;
  }

  /** @throws NotFound when another request was faster */
  async remove({ manager }: RestTransaction, { id }: UserMessage): Promise<void> {
    const { affected } = await manager.delete(UserMessage, id);
    if (!affected) throw new NotFound();
  }
}
