import { defineSettings, variable } from '../config/group.js';
import { wholeNumber } from '../config/values.js';

/** Until when seats are sold. */
export interface CinemaSettings {
  /** How long before the start the sale ends. */
  readonly saleUntilMinutes: number;
}

export const cinemaSettings = defineSettings({
  title: 'Cinemas',
  variables: {
    SALE_UNTIL_MINUTES: variable(
      'Minutes before the start until which tickets are sold.',
      wholeNumber(0, 10_080, 0),
    ),
  },
  values: (env): CinemaSettings => ({ saleUntilMinutes: env.SALE_UNTIL_MINUTES }),
});
