import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { JobWorkers, PermanentError } from '../../infrastructure/jobs/index.js';
import { MailSender } from '../../infrastructure/mail/mail-sender.js';
import { message } from '../../rest/index.js';
import { User } from '../entities/index.js';
import { PasswordResetService } from './password-reset.service.js';
import { SEND_RESET_LINK, type ResetLink } from './reset-link.jobs.js';

/** The page of the back office that asks for the new password. */
const PAGE = '/admin/new-password';

const SUBJECT = message({ en: 'Set a new password', 'zh-hans': '设置新密码' });
/** The link stands alone, so that no mail program takes a full stop for a part of it. */
const TEXT = message({
  en: 'Hello {name},\n\nplease open this link to set a new password:\n\n{link}\n\nIt works once, for 24 hours. If nobody told you of it, ignore this mail.',
  'zh-hans':
    '尊敬的用户 {name}，您好！\n\n请点击以下链接设置新密码：\n\n{link}\n\n链接 24 小时内有效，且只能使用一次。如未曾联系我们，请忽略本邮件。',
});

/** Does the jobs that send links for a new password. */
@Injectable()
export class ResetLinkMails implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly dataSource: DataSource,
    private readonly resets: PasswordResetService,
    private readonly sender: MailSender,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.workers.register(SEND_RESET_LINK, (wish, { id }) => this.send(wish, id));
  }

  private async send(
    { userId: id, tokenVersion, language }: ResetLink,
    jobId: string,
  ): Promise<void> {
    const where = { id, tokenVersion, isActive: true };
    const user = await this.dataSource.manager.findOneBy(User, where);
    if (!user?.email) throw new PermanentError('the link is not wanted any more');
    // Behind the hash it stands in no log of a server.
    const secret = new URLSearchParams({ user: String(id), token: this.resets.tokenFor(user) });
    const link = `${this.settings.publicUrl}${PAGE}#${secret}`;
    await this.sender.send({
      to: user.email,
      subject: SUBJECT.in(language),
      text: TEXT.with({ name: user.username, link }).in(language),
      id: jobId,
    });
  }
}
