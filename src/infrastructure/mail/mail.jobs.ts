import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineJob } from '../jobs/job-type.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { countDelivery, defineDeliveries } from '../jobs/deliveries.js';
import { type Mail, MailSender } from './mail-sender.js';

const SENT = defineDeliveries('mail_sent_total', 'Tries to send a mail: sent, refused, failed.');

/** Sends a mail: eight tries within about half an hour. */
export const SEND_MAIL = defineJob<Omit<Mail, 'id'>>('send-mail', {
  attempts: 8,
  backoffSeconds: 10,
});

/** Does {@link SEND_MAIL}. */
@Injectable()
export class MailJobs implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly sender: MailSender,
  ) {}

  onModuleInit(): void {
    this.workers.register(SEND_MAIL, (mail, { id }) =>
      countDelivery(SENT, () => this.sender.send({ ...mail, id })),
    );
  }
}
