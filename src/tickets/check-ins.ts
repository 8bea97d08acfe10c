import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Screening } from '../cinemas/entities/index.js';
import { APIException } from '../rest/index.js';
import { TicketOrder } from './entities/index.js';
import { AFTER_START, PickUp } from './pick-up.js';
import { lockTicketOrder } from './ticket-moves.js';
import { MESSAGES } from './tickets.messages.js';

/** These tickets let nobody in any more. */
class Conflict extends APIException {
  readonly status = 409;
  readonly code = 'conflict';
}

/** Lets people in with their tickets, once. */
@Injectable()
export class CheckIns {
  constructor(private readonly pickUp: PickUp) {}

  /**
   * The tickets of a code, locked.
   *
   * @param entered the twelve digits, or what the QR code says
   * @returns null when there are none
   */
  async find(manager: EntityManager, entered: string): Promise<TicketOrder | null> {
    const code = this.pickUp.codeIn(entered);
    return code === null ? null : lockTicketOrder(manager, { code });
  }

  /**
   * @param order locked
   * @throws Conflict when the tickets have been used, are not paid (any more), or are for a screening
   *   that is over or cancelled
   */
  async admit(manager: EntityManager, order: TicketOrder): Promise<void> {
    const { id, screeningId, status, checkedInAt } = order;
    if (status !== 'paid') throw new Conflict(MESSAGES.notValid);
    if (checkedInAt) throw new Conflict(MESSAGES.usedAlready);
    const { startsAt, isCancelled } = await manager.findOneByOrFail(Screening, { id: screeningId });
    const isOver = Date.now() > startsAt.getTime() + AFTER_START * 1000;
    if (isCancelled || isOver) throw new Conflict(MESSAGES.notValid);
    const where = { id, checkedInAt: IsNull() };
    await manager.update(TicketOrder, where, { checkedInAt: new Date() });
  }
}
