import { Injectable } from '@nestjs/common';
import { JobOutbox, outgoing } from '../../infrastructure/jobs/index.js';
import type { RestTransaction } from '../../rest/index.js';
import { UsersService } from '../../users/users.service.js';
import type { UserMessage } from '../entities/index.js';
import { SEND_ANSWER } from './answer-mail.jobs.js';

/** Tells users, by mail if their address is proven, what the shop says to their messages. */
@Injectable()
export class MessageNotices {
  constructor(
    private readonly users: UsersService,
    private readonly outbox: JobOutbox,
  ) {}

  /** Once the transaction is committed. */
  async tell(
    tx: RestTransaction,
    { id: messageId, userId }: UserMessage,
    answeredAt: Date,
  ): Promise<void> {
    const user = await this.users.findById(userId, tx.manager);
    if (!user?.email) return;
    const mail = outgoing(SEND_ANSWER, { messageId, answeredAt: answeredAt.getTime() });
    await this.outbox.add(tx, mail);
  }
}
