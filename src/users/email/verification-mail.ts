import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { userSettings } from '../users.settings.js';
import { JobWorkers, PermanentError } from '../../infrastructure/jobs/index.js';
import { MailSender } from '../../infrastructure/mail/mail-sender.js';
import { message } from '../../rest/index.js';
import { shownContact } from '../contacts/contact.js';
import { User } from '../entities/index.js';
import { EmailVerificationService } from './email-verification.service.js';
import { SEND_VERIFICATION, type VerificationMail } from './verification.jobs.js';

const SUBJECT = message({ en: 'Verify your e-mail address', 'zh-hans': '邮箱验证' });
/** The link stands alone, so that no mail program takes a full stop for a part of it. */
const TEXT = message({
  en: 'Hello {name},\n\nplease open this link to verify your e-mail address:\n\n{link}\n\nIt works for 24 hours. If you did not ask for it, ignore this mail.',
  'zh-hans':
    '尊敬的用户 {name}，您好！\n\n请点击以下链接验证您的邮箱：\n\n{link}\n\n链接 24 小时内有效。如非本人操作，请忽略本邮件。',
});

/** Does the jobs that send verification links. */
@Injectable()
export class VerificationMails implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly dataSource: DataSource,
    private readonly verification: EmailVerificationService,
    private readonly sender: MailSender,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.workers.register(SEND_VERIFICATION, (mail, { id }) => this.send(mail, id));
  }

  private async send(
    { userId, tokenId, language }: VerificationMail,
    jobId: string,
  ): Promise<void> {
    const user = await this.dataSource.manager.findOneBy(User, {
      id: userId,
      emailTokenId: tokenId,
    });
    const address = user && shownContact(user, 'email');
    if (!address) throw new PermanentError('the link is not wanted any more');
    const link = new URL(this.settings.of(userSettings).emailVerificationUrl);
    link.searchParams.set('token', this.verification.tokenFor(user, tokenId));
    await this.sender.send({
      to: address,
      subject: SUBJECT.in(language),
      text: TEXT.with({ name: user.username, link: link.href }).in(language),
      id: jobId,
    });
  }
}
