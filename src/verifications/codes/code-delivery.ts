import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { verificationSettings } from '../verifications.settings.js';
import { defineJob, JobWorkers, PermanentError } from '../../infrastructure/jobs/index.js';
import { MailSender } from '../../infrastructure/mail/index.js';
import { SmsSender } from '../../infrastructure/sms/index.js';
import { message, type Language } from '../../rest/index.js';
import type { CodeIdentity } from './one-time-code.js';
import { CODE_SECONDS, VerificationCodes } from './verification-codes.js';

/** A code to send. The queue holds the ticket only: the code itself is in no list of jobs. */
interface CodeMessage extends CodeIdentity {
  readonly language: Language;
}

/** Tried for about a minute: until the client may ask for another one. */
export const DELIVER_CODE = defineJob<CodeMessage>('deliver-code', {
  attempts: 4,
  backoffSeconds: 2,
});

const SUBJECT = message({ en: 'Verification code', 'zh-hans': '验证码' });
const MAIL_TEXT = message(
  {
    en: 'Your verification code is {code}. It is valid for {minutes} minutes. If you did not ask for it, ignore this message.',
    'zh-hans': '您的验证码是 {code}，{minutes} 分钟内有效。如非本人操作，请忽略本邮件。',
  },
  { minutes: CODE_SECONDS / 60 },
);

/** Does the jobs that send codes. A further try sends the same code again. */
@Injectable()
export class CodeDelivery implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly codes: VerificationCodes,
    private readonly sms: SmsSender,
    private readonly mail: MailSender,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.workers.register(DELIVER_CODE, (code, { id }) => this.deliver(code, id));
  }

  private async deliver(code: CodeMessage, jobId: string): Promise<void> {
    const digits = await this.codes.reveal(code);
    if (digits === null) throw new PermanentError('the code is not valid any more');
    if (code.channel === 'email') return this.sendMail(code, digits, jobId);
    await this.sms.send(
      code.address,
      this.settings.of(verificationSettings).smsTemplate.replace('{code}', digits),
    );
  }

  private async sendMail(
    { address, language }: CodeMessage,
    digits: string,
    id: string,
  ): Promise<void> {
    const subject = SUBJECT.in(language);
    const text = MAIL_TEXT.with({ code: digits }).in(language);
    await this.mail.send({ to: address, subject, text, id });
  }
}
