import { type Outbox, secretIn } from '../outbox/outbox.js';
import { type Mail, MailSender } from './mail-sender.js';

/** Keeps mails for developers instead of sending them. */
export class OutboxMailSender extends MailSender {
  constructor(private readonly outbox: Outbox) {
    super();
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    const message = `${subject}\n\n${text}`;
    await this.outbox.record({ channel: 'mail', to, text: message, secret: secretIn(text) });
  }
}
