import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { userSettings } from '../users.settings.js';
import { JobOutbox, outgoing, type OutgoingJob } from '../../infrastructure/jobs/index.js';
import { SEND_MAIL } from '../../infrastructure/mail/mail.jobs.js';
import { SEND_SMS } from '../../infrastructure/sms/index.js';
import { message, type Message, type RestTransaction } from '../../rest/index.js';
import type { User } from '../entities/index.js';

const SUBJECT = message({ en: 'Your account', 'zh-hans': '账号安全提醒' });
const MAIL_TEXT = message({
  en: 'Hello {name},\n\n{event}.\n\nIf it was not you, change your password now and sign out everywhere.',
  'zh-hans':
    '尊敬的用户 {name}，您好！\n\n{event}。\n\n如非本人操作，请立即修改密码并退出所有登录。',
});

/** Tells users what happened to their accounts, at the contacts that they had proven before. */
@Injectable()
export class ContactNotices {
  constructor(
    private readonly outbox: JobOutbox,
    private readonly settings: Settings,
  ) {}

  /**
   * Once the transaction is committed.
   *
   * @param user as before the event; an SMS is in the shop's own language, a mail in both
   * @param event a sentence without its full stop
   */
  async tell(
    tx: RestTransaction,
    { username, mobile, email }: Pick<User, 'username' | 'mobile' | 'email'>,
    event: Message,
  ): Promise<void> {
    const jobs: OutgoingJob[] = [];
    if (mobile !== null) {
      const text = this.settings
        .of(userSettings)
        .smsNoticeTemplate.replace('{event}', () => event.in('zh-hans'));
      jobs.push(outgoing(SEND_SMS, { mobile, text }));
    }
    if (email !== null) {
      const languages = ['zh-hans', 'en'] as const;
      const subject = languages.map((language) => SUBJECT.in(language)).join(' / ');
      const text = languages
        .map((language) =>
          MAIL_TEXT.with({ name: username, event: event.in(language) }).in(language),
        )
        .join('\n\n');
      jobs.push(outgoing(SEND_MAIL, { to: email, subject, text }));
    }
    await this.outbox.add(tx, ...jobs);
  }
}
