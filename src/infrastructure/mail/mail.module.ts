import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { mailSettings } from './mail.settings.js';
import { Outbox } from '../outbox/outbox.js';
import { MailJobs } from './mail.jobs.js';
import { MailSender } from './mail-sender.js';
import { OutboxMailSender } from './outbox-mail-sender.js';
import { SmtpMailSender } from './smtp-mail-sender.js';

/** Provides {@link MailSender} and runs the jobs that use it. */
@Global()
@Module({
  providers: [
    {
      provide: MailSender,
      inject: [Settings, Outbox],
      useFactory: (settings: Settings, outbox: Outbox) => {
        const { url, from } = settings.of(mailSettings);
        return url ? new SmtpMailSender(url, from) : new OutboxMailSender(outbox);
      },
    },
    MailJobs,
  ],
  exports: [MailSender],
})
export class MailModule {}
