import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { smsSettings } from './sms.settings.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxSmsSender } from './outbox-sms-sender.js';
import { SmsJobs } from './sms.jobs.js';
import { SmsSender } from './sms-sender.js';
import { YunpianSmsSender } from './yunpian-sms-sender.js';

/** Provides {@link SmsSender} and runs the jobs that use it. */
@Global()
@Module({
  providers: [
    {
      provide: SmsSender,
      inject: [Settings, Outbox],
      useFactory: (settings: Settings, outbox: Outbox) => {
        const { provider, yunpianBaseUrl, yunpianApiKey } = settings.of(smsSettings);
        return provider === 'yunpian'
          ? new YunpianSmsSender(yunpianBaseUrl, yunpianApiKey!)
          : new OutboxSmsSender(outbox);
      },
    },
    SmsJobs,
  ],
  exports: [SmsSender],
})
export class SmsModule {}
