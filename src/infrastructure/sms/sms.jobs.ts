import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PermanentError } from '../jobs/job-errors.js';
import { defineJob } from '../jobs/job-type.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { countDelivery, defineDeliveries } from '../jobs/deliveries.js';
import { SmsSender } from './sms-sender.js';

const SENT = defineDeliveries('sms_sent_total', 'Tries to send an SMS: sent, refused, failed.');

/** A message on its way. */
export interface Sms {
  readonly mobile: string;
  readonly text: string;
  /** Milliseconds since 1970 after which the message is of no use any more; default: always of use. */
  readonly expiresAt?: number;
}

/** Sends an SMS: four tries within about a minute. */
export const SEND_SMS = defineJob<Sms>('send-sms', { attempts: 4, backoffSeconds: 2 });

/** Does {@link SEND_SMS}. */
@Injectable()
export class SmsJobs implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly sender: SmsSender,
  ) {}

  onModuleInit(): void {
    this.workers.register(SEND_SMS, (sms) => this.send(sms));
  }

  private async send({ mobile, text, expiresAt = Infinity }: Sms): Promise<void> {
    if (Date.now() > expiresAt) throw new PermanentError('too late to be of use');
    await countDelivery(SENT, () => this.sender.send(mobile, text));
  }
}
