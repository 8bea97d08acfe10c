/**
 * Where a ticket order stands: its seats are held until it is paid; it has been paid; it was closed
 * unpaid; it is about to be refunded; its money has gone back.
 */
export const TICKET_STATES = ['paying', 'paid', 'closed', 'refunding', 'refunded'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Every move there is; no other can happen. Late money may find the seats still free. */
const MOVES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  paying: ['paid', 'closed'],
  paid: ['refunding', 'refunded'],
  closed: ['paid'],
  refunding: ['refunded', 'paid'],
  refunded: [],
};

/** Whether there is such a move. */
export function mayMove(from: TicketState, to: TicketState): boolean {
  return MOVES[from].includes(to);
}
