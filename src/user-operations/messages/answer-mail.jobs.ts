import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { defineJob, JobWorkers } from '../../infrastructure/jobs/index.js';
import { MailSender } from '../../infrastructure/mail/mail-sender.js';
import { UserMessage } from '../entities/index.js';

/** What answer to send. The mail itself is made when it is sent: no list of jobs shows it. */
export interface AnswerMail {
  readonly messageId: number;
  /** The message's `answeredAt` in milliseconds; when that is another one by now, nothing is sent. */
  readonly answeredAt: number;
}

/** Mails an answer to a message: tried for about half an hour. */
export const SEND_ANSWER = defineJob<AnswerMail>('send-answer', {
  attempts: 8,
  backoffSeconds: 10,
});

const SUBJECT = '留言回复 / An answer to your message';

/** Does {@link SEND_ANSWER}. */
@Injectable()
export class AnswerMails implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly dataSource: DataSource,
    private readonly sender: MailSender,
  ) {}

  onModuleInit(): void {
    this.workers.register(SEND_ANSWER, (answer, { id }) => this.send(answer, id));
  }

  private async send({ messageId, answeredAt }: AnswerMail, jobId: string): Promise<void> {
    const message = await this.dataSource.manager.findOne(UserMessage, {
      where: { id: messageId, answeredAt: new Date(answeredAt) },
      relations: { user: true },
    });
    // Taken back, or followed by another one.
    if (!message?.user.email) return;
    const { subject, text, answer, user } = message;
    const quoted = [subject, text].join('\n').trim().replaceAll(/^/gm, '> ');
    await this.sender.send({
      to: user.email!,
      subject: SUBJECT,
      text: `${quoted}\n\n${answer}\n`,
      id: jobId,
    });
  }
}
