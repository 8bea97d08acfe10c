import type { TicketSettings } from '../../config/ticket-settings.js';
import type { Screening } from '../entities/index.js';

/** When the sale of a screening's tickets ends. */
export function saleEnd(
  { startsAt }: Pick<Screening, 'startsAt'>,
  { saleUntilMinutes }: TicketSettings,
): Date {
  return new Date(startsAt.getTime() - saleUntilMinutes * 60_000);
}
