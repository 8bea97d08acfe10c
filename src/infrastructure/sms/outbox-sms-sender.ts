import { type Outbox, secretIn } from '../outbox/outbox.js';
import { SmsSender } from './sms-sender.js';

/** Keeps messages for developers instead of sending them. */
export class OutboxSmsSender extends SmsSender {
  constructor(private readonly outbox: Outbox) {
    super();
  }

  async send(mobile: string, text: string): Promise<void> {
    await this.outbox.record({ channel: 'sms', to: mobile, text, secret: secretIn(text) });
  }
}
