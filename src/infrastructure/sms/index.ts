export { SEND_SMS, type Sms } from './sms.jobs.js';
export { SmsRefused, SmsSender } from './sms-sender.js';
export { SmsModule } from './sms.module.js';
