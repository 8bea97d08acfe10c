export { SEND_MAIL } from './mail.jobs.js';
export { type Mail, MailRefused, MailSender } from './mail-sender.js';
export { MailModule } from './mail.module.js';
