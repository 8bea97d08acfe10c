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

/** What buyers are told about, and who they are. */
export interface Occasion {
  readonly what: string;
  readonly email: string | null;
}

/** Tells buyers what has become of their tickets, by SMS, and by mail if their address is proven. */
@Injectable()
export class TicketNotices {
  constructor(
    private readonly rest: Rest,
    private readonly users: UsersService,
    private readonly outbox: JobOutbox,
  ) {}

  /**
   * Once the transaction is committed.
   *
   * @param occasion read before by whoever has locked what others wait for since
   */
  async tell(
    tx: RestTransaction,
    order: TicketOrder,
    news: TicketNews,
    occasion?: Occasion,
  ): Promise<void> {
    const { what, email } = occasion ?? (await this.occasion(tx.manager, order));
    const text = {
      paid: MESSAGES.paidNotice(what, order.code ?? ''),
      refunded: MESSAGES.refundedNotice(what),
      late: MESSAGES.lateNotice(what),
      twice: MESSAGES.twiceNotice(what),
      cancelled: MESSAGES.cancelledNotice(what),
    }[news];
    // The same news is told once, however often it is come to.
    const id = `${order.sn}-${news}`;
    const sms = outgoing(SEND_SMS, { mobile: order.mobile, text }, id);
    const mails = email ? [outgoing(SEND_MAIL, { to: email, subject: SUBJECT, text }, id)] : [];
    await this.outbox.add(tx, sms, ...mails);
  }

  /** What there is to say about an order. @param known its lines, where they are known already */
  async occasion(
    manager: EntityManager,
    { id: orderId, screeningId, userId }: TicketOrder,
    known?: readonly TicketLine[],
  ): Promise<Occasion> {
    const { movie, cinema, hall, startsAt } = await manager
      .createQueryBuilder(Screening, 'screening')
      .innerJoinAndSelect('screening.movie', 'movie')
      .innerJoinAndSelect('screening.cinema', 'cinema')
      .innerJoinAndSelect('screening.hall', 'hall')
      .where('screening.id = :screeningId', { screeningId })
      .getOneOrFail();
    const lines = known ?? (await manager.find(TicketLine, { where: { orderId } }));
    const seats = lines
      .toSorted((a, b) => a.id - b.id)
      .map(({ label }) => label)
      .join(' ');
    const user = await this.users.findById(userId, manager);
    const time = this.rest.localTime.minute(startsAt);
    const what = `《${movie.name}》${time} ${cinema.name} ${hall.name} ${seats}`;
    return { what, email: user?.email ?? null };
  }
}
