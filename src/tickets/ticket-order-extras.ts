import { Injectable } from '@nestjs/common';
import { PaymentLinks } from '../payments/index.js';
import type { Row } from '../rest/index.js';
import type { TicketOrder } from './entities/index.js';
import { PickUp } from './pick-up.js';

/** What a ticket order is shown with besides its columns; nothing more is read for it. */
@Injectable()
export class TicketOrderExtras {
  constructor(
    private readonly links: PaymentLinks,
    private readonly pickUp: PickUp,
  ) {}

  /** Adds where to pay, how long for, and the code that lets people in. */
  add(rows: readonly Row[]): Row[] {
    return rows.map((row) => ({ ...row, ...this.extras(orderIn(row)) }));
  }

  private extras(order: ReturnType<typeof orderIn>) {
    const seconds = Math.floor((order.closesAt.getTime() - Date.now()) / 1000);
    const isWaiting = order.status === 'paying' && seconds > 0;
    return {
      secondsLeft: isWaiting ? seconds : 0,
      payUrl: isWaiting ? this.links.payUrl(order) : '',
      qrCode: this.pickUp.qrCode(order, order.screening.startsAt),
    };
  }
}

/** What the serializer has loaded of a ticket order. */
const orderIn = (row: Row) =>
  row as unknown as Pick<TicketOrder, 'sn' | 'status' | 'code' | 'closesAt' | 'screening'>;
