import { Cinema } from './cinema.entity.js';
import { Hall, Layout, Seat, Zone } from './hall.entities.js';
import { Screening, ScreeningPrice, ScreeningSeat } from './screening.entities.js';

export { Cinema, GAP_RULES, type GapRule } from './cinema.entity.js';
export { Hall, Layout, Seat, SEAT_TYPES, Zone, type SeatType } from './hall.entities.js';
export {
  Screening,
  ScreeningPrice,
  ScreeningSeat,
  SEAT_STATES,
  type SeatState,
} from './screening.entities.js';

/** Every table of the cinemas. */
export const CINEMA_ENTITIES = [
  Cinema,
  Hall,
  Layout,
  Zone,
  Seat,
  Screening,
  ScreeningPrice,
  ScreeningSeat,
];
