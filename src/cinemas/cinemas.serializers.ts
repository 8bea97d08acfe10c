import { AreaSerializer } from '../areas/areas.serializers.js';
import { computed, dateTime, field, many, money, nested, serializer } from '../rest/index.js';
import { Movie } from '../movies/entities/index.js';
import { Cinema, Hall, Layout, Screening, Seat, Zone } from './entities/index.js';

/** Yuan, or null. */
const YUAN = { type: ['number', 'null'], examples: [33] };

/** A hall by name. */
export const HallBriefSerializer = serializer(Hall, 'HallBrief', { id: field(), name: field() });

export const HallSerializer = serializer(Hall, 'Hall', {
  id: field(),
  cinema: field('cinemaId'),
  name: field(),
  cleaning_minutes: field('cleaningMinutes'),
});

export const CinemaSerializer = serializer(Cinema, 'Cinema', {
  id: field(),
  name: field(),
  area: nested(AreaSerializer),
  address: field(),
  phone: field(),
  lowest_price: computed([], ({ lowestPrice }) => lowestPrice ?? null, YUAN),
  seats_free: computed([], ({ seatsFree }) => seatsFree ?? 0, {
    type: 'integer',
    description: 'In all screenings that were asked for.',
  }),
  halls: many(HallBriefSerializer, 'halls'),
});

export const ZoneSerializer = serializer(Zone, 'Zone', {
  id: field('number'),
  name: field(),
  color: field(),
});

export const SeatSerializer = serializer(Seat, 'Seat', {
  id: field(),
  row: field(),
  number: field(),
  grid_row: field('gridRow'),
  grid_col: field('gridCol'),
  zone: field(),
  type: field(),
  pair: field(),
});

export const LayoutSerializer = serializer(Layout, 'Layout', {
  version: field(),
  rows: field(),
  cols: field(),
  screen: field(),
  zones: many(ZoneSerializer, 'zones'),
  seats: many(SeatSerializer, 'seats'),
});

const MovieBriefSerializer = serializer(Movie, 'ShownMovie', {
  id: field(),
  name: field(),
  minutes: field(),
});

const CinemaBriefSerializer = serializer(Cinema, 'CinemaBrief', { id: field(), name: field() });

export const ScreeningSerializer = serializer(Screening, 'Screening', {
  id: field(),
  movie: nested(MovieBriefSerializer),
  cinema: nested(CinemaBriefSerializer),
  hall: nested(HallBriefSerializer),
  start_time: dateTime('startsAt'),
  end_time: dateTime('endsAt'),
  language: field(),
  format: field(),
  price_from: money('priceFromCents'),
  seats_free: computed([], ({ seatsFree }) => seatsFree ?? 0, { type: 'integer' }),
  on_sale: computed(['isCancelled'], ({ onSale }) => onSale === true, { type: 'boolean' }),
  sale_until: computed(['startsAt'], ({ saleUntil }) => saleUntil ?? null, {
    type: ['string', 'null'],
  }),
});
