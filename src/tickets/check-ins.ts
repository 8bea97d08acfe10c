import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { APIException } from '../rest/index.js';
import { TicketOrder } from './entities/index.js';
import { PickUp } from './pick-up.js';
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
   * @throws Conflict when the tickets have been used, or are not paid (any more)
   */
  async admit(manager: EntityManager, { id, status, checkedInAt }: TicketOrder): Promise<void> {
    if (status !== 'paid') throw new Conflict(MESSAGES.notValid);
    if (checkedInAt) throw new Conflict(MESSAGES.usedAlready);
    const where = { id, checkedInAt: IsNull() };
    await manager.update(TicketOrder, where, { checkedInAt: new Date() });
  }
}
