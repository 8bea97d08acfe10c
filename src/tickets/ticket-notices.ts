import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Screening } from '../cinemas/entities/index.js';
import { JobOutbox, outgoing } from '../infrastructure/jobs/index.js';
import { SEND_MAIL } from '../infrastructure/mail/mail.jobs.js';
import { SEND_SMS } from '../infrastructure/sms/index.js';
import { Rest, type RestTransaction } from '../rest/index.js';
import { UsersService } from '../users/users.service.js';
import { TicketLine, type TicketOrder } from './entities/index.js';
import { MESSAGES } from './tickets.messages.js';

/** What buyers are told of. */
export type TicketNews = 'paid' | 'refunded' | 'late' | 'twice' | 'cancelled';

const SUBJECT = '电影票 / Cinema tickets';

/** Tells buyers what has become of their tickets, by SMS, and by mail if their address is proven. */
@Injectable()
export class TicketNotices {
  constructor(
    private readonly rest: Rest,
    private readonly users: UsersService,
    private readonly outbox: JobOutbox,
  ) {}

  /** Once the transaction is committed. */
  async tell(tx: RestTransaction, order: TicketOrder, news: TicketNews): Promise<void> {
    const what = await this.describe(tx.manager, order);
    const text = {
      paid: MESSAGES.paidNotice(what, order.code ?? ''),
      refunded: MESSAGES.refundedNotice(what),
      late: MESSAGES.lateNotice(what),
      twice: MESSAGES.twiceNotice(what),
      cancelled: MESSAGES.cancelledNotice(what),
    }[news];
    const user = await this.users.findById(order.userId, tx.manager);
    // The same news is told once, however often it is come to.
    const id = `${order.sn}-${news}`;
    const sms = outgoing(SEND_SMS, { mobile: order.mobile, text }, id);
    const mails = user?.email
      ? [outgoing(SEND_MAIL, { to: user.email, subject: SUBJECT, text }, id)]
      : [];
    await this.outbox.add(tx, sms, ...mails);
  }

  private async describe(manager: EntityManager, order: TicketOrder): Promise<string> {
    const [screening, lines] = await Promise.all([
      manager
        .createQueryBuilder(Screening, 'screening')
        .innerJoinAndSelect('screening.movie', 'movie')
        .innerJoinAndSelect('screening.cinema', 'cinema')
        .innerJoinAndSelect('screening.hall', 'hall')
        .where('screening.id = :id', { id: order.screeningId })
        .getOneOrFail(),
      manager.find(TicketLine, { where: { orderId: order.id }, order: { id: 'ASC' } }),
    ]);
    const { movie, cinema, hall, startsAt } = screening;
    const seats = lines.map(({ label }) => label).join(' ');
    const time = this.rest.localTime.minute(startsAt);
    return `《${movie.name}》${time} ${cinema.name} ${hall.name} ${seats}`;
  }
}
