import { TicketChange, TicketLine, TicketOrder } from './ticket-order.entities.js';

export { TicketChange, TicketLine, TicketOrder } from './ticket-order.entities.js';

/** Every table of the tickets. */
export const TICKET_ENTITIES = [TicketOrder, TicketLine, TicketChange];
