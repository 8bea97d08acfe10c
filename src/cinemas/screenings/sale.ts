import { MINUTE } from '../../infrastructure/durations.js';
import type { CinemaSettings } from '../cinemas.settings.js';
import type { Screening } from '../entities/index.js';

/** When the sale of a screening's tickets ends. */
export function saleEnd(
  { startsAt }: Pick<Screening, 'startsAt'>,
  { saleUntilMinutes }: CinemaSettings,
): Date {
  return new Date(startsAt.getTime() - saleUntilMinutes * MINUTE);
}
