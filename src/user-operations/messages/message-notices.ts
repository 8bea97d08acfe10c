import { Injectable } from '@nestjs/common';
import { JobQueue } from '../../infrastructure/jobs/index.js';
import { SEND_MAIL } from '../../infrastructure/mail/mail.jobs.js';
import type { RestTransaction } from '../../rest/index.js';
import { UsersService } from '../../users/users.service.js';
import type { UserMessage } from '../entities/index.js';

const SUBJECT = '留言回复 / An answer to your message';

/** Tells users, by mail if their address is proven, what the shop says to their messages. */
@Injectable()
export class MessageNotices {
  constructor(
    private readonly users: UsersService,
    private readonly queue: JobQueue,
  ) {}

  /** Once the transaction is committed. */
  async tell(
    tx: RestTransaction,
    { userId, subject, text }: UserMessage,
    answer: string,
  ): Promise<void> {
    const user = await this.users.findById(userId, tx.manager);
    if (!user?.email) return;
    const quoted = [subject, text].join('\n').trim().replaceAll(/^/gm, '> ');
    const mail = { to: user.email, subject: SUBJECT, text: `${quoted}\n\n${answer}\n` };
    tx.afterCommit(() => this.queue.enqueue(SEND_MAIL, mail));
  }
}
