import { Injectable } from '@nestjs/common';
import type { AdminActions, Change } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { yuan } from '../../cents.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { ValidationError, type ErrorDetail } from '../../rest/index.js';
import { Screening, type ScreeningPrice } from '../entities/index.js';
import { ScreeningsService } from '../screenings/screenings.service.js';

/** Zones of a hall at most. */
const MOST_ZONES = 9;

/** What is shown in which hall when. */
@Injectable()
export class ScreeningAdmin extends ModelAdmin(Screening, {
  name: 'screenings',
  label: bilingual('Screening', '场次'),
  plural: bilingual('Screenings', '场次'),
  group: MENU.boxOffice,
  title: {
    needs: ['startsAt'],
    of: ({ startsAt }, { localTime }) => localTime.minute(startsAt as Date),
  },
  list: [
    'movie',
    'cinema',
    'hall',
    'startsAt',
    'endsAt',
    'language',
    'format',
    'priceFromCents',
    'isCancelled',
  ],
  filters: ['cinema', 'hall', 'movie', 'isCancelled', 'startsAt'],
  search: ['movie.name', 'cinema.name', 'hall.name'],
  ordering: ['-startsAt'],
  dates: 'startsAt',
  form: [
    ['movie', 'hall'],
    ['startsAt', 'endsAt'],
    ['language', 'format'],
    ['cinema', 'priceFromCents', 'isCancelled'],
  ],
  fields: {
    startsAt: { label: bilingual('Start', '开场时间') },
    endsAt: { label: bilingual('End', '散场时间') },
    language: { default: '国语' },
    format: { default: '2D' },
    priceFromCents: { label: bilingual('Lowest price', '起价') },
    isCancelled: { label: bilingual('Cancelled', '已取消') },
  },
  readOnly: ['endsAt', 'cinema', 'priceFromCents', 'isCancelled'],
  inlines: [
    {
      relation: 'prices',
      label: bilingual('Prices', '票价'),
      fields: ['zone', 'priceCents', 'feeCents'],
      declared: {
        zone: { label: bilingual('Number of the zone', '区域编号'), min: 1, max: MOST_ZONES },
        feeCents: { label: bilingual('Fee', '服务费') },
      },
      extra: 1,
      min: 1,
      max: MOST_ZONES,
    },
  ],
  never: ['change', 'delete'],
  viewOnSite: '/screenings/:id/',
  screens: ['calendar'],
}) {
  override readonly actions: AdminActions<Screening> = {
    cancel: {
      label: bilingual('Cancel', '取消场次'),
      confirm: bilingual('Cancel it and refund its tickets?', '取消该场次并退还全部票款？'),
      danger: true,
      when: ({ isCancelled }) => !isCancelled,
      run: ({ object, transaction }) => this.screenings.cancel(transaction, object.id),
    },
  };

  constructor(private readonly screenings: ScreeningsService) {
    super();
  }

  override async save({ attributes, transaction }: Change<Screening>): Promise<number> {
    const {
      movieId = 0,
      hallId = 0,
      startsAt = new Date(),
      language = '',
      format = '',
    } = attributes;
    const prices = (attributes.prices ?? []) as Pick<
      ScreeningPrice,
      'zone' | 'priceCents' | 'feeCents'
    >[];
    const wanted = {
      movie: movieId,
      hall: hallId,
      start_time: startsAt,
      language,
      format,
      prices: prices.map(({ zone, priceCents, feeCents = 0 }) => ({
        zone,
        price: yuan(priceCents),
        fee: yuan(feeCents),
      })),
    };
    try {
      return await this.screenings.schedule(transaction, wanted);
    } catch (error) {
      throw atTheirPlaces(error);
    }
  }
}

/** Errors of the service by the names that the back office has for the fields. */
function atTheirPlaces(error: unknown): unknown {
  if (!(error instanceof ValidationError)) return error;
  const { start_time: atStart, prices, ...others } = error.detail as Record<string, ErrorDetail>;
  const detail: Record<string, ErrorDetail> = { ...others };
  if (atStart !== undefined) detail.starts_at = atStart;
  // A list of rows has no place for what is wrong with all of them.
  if (prices !== undefined) detail.non_field_errors = prices;
  return new ValidationError(detail, { cause: error });
}
