import {
  BooleanField,
  CharField,
  ChoiceField,
  DateField,
  IntegerField,
  ManyRelatedField,
  NestedField,
  PrimaryKeyRelatedField,
  type UploadedFile,
  ValidationError,
} from '../rest/index.js';
import { FormImageField } from '../uploads/form-image.js';
import { sanitizeRichText } from '../rich-text.js';
import {
  Movie,
  MOVIE_WORKS,
  MovieCountry,
  MovieFormat,
  MovieKind,
  MovieStaff,
  MovieSubtitle,
  type MovieState,
  type MovieWork,
} from './entities/index.js';
import { MOVIE_STATE_NAMES } from './movie-states.js';
import { MESSAGES } from './movies.messages.js';

/** What the column of the brief holds, in bytes, with room to spare. */
const BRIEF_BYTES = 60_000;
/** Longer than any movie, in minutes. */
const MOST_MINUTES = 1000;
/** People that a movie names. */
const MOST_STAFF = 200;
/** Kinds, formats, countries, subtitles of one movie. */
const MOST_NAMES = 30;

export class MovieRoleInput {
  @PrimaryKeyRelatedField(() => MovieStaff, { source: 'staffId', example: 1 })
  staff!: number;

  @ChoiceField({ choices: MOVIE_WORKS, example: 'actor' })
  work!: MovieWork;

  @IntegerField({ minValue: 0, maxValue: 1000, default: 0, source: 'position' })
  index!: number;
}

/** What administrators change of a movie; counts are nobody's to set. DRF: MovieSerializer */
export class MovieInput {
  @CharField({ maxLength: 100, example: '流浪地球' })
  name!: string;

  @ChoiceField({ choices: MOVIE_STATE_NAMES, example: 'showing' })
  status!: MovieState;

  @CharField({ maxLength: BRIEF_BYTES, allowBlank: true, source: 'brief', example: '<p>…</p>' })
  movie_brief!: string;

  @DateField({ source: 'releasedOn', example: '2026-10-01' })
  release_date!: string;

  @IntegerField({ minValue: 1, maxValue: MOST_MINUTES, example: 125 })
  minutes!: number;

  /** Uploaded in a form. */
  @FormImageField({ store: { folder: 'posters', of: () => Movie } })
  poster?: UploadedFile;

  @BooleanField({ required: false, source: 'isBanner' })
  is_banner?: boolean;

  @BooleanField({ required: false, source: 'isHot' })
  is_hot?: boolean;

  @BooleanField({ required: false, source: 'isNew' })
  is_new?: boolean;

  @ManyRelatedField(() => MovieCountry, {
    required: false,
    source: 'countries',
    maxLength: MOST_NAMES,
  })
  movie_state?: number[];

  @ManyRelatedField(() => MovieSubtitle, {
    required: false,
    source: 'subtitles',
    maxLength: MOST_NAMES,
  })
  sub_title?: number[];

  @ManyRelatedField(() => MovieKind, { required: false, source: 'kinds', maxLength: MOST_NAMES })
  kind_category?: number[];

  @ManyRelatedField(() => MovieFormat, {
    required: false,
    source: 'formats',
    maxLength: MOST_NAMES,
  })
  type_category?: number[];

  @NestedField(() => MovieRoleInput, {
    many: true,
    required: false,
    source: 'roles',
    maxLength: MOST_STAFF,
  })
  staffs?: MovieRoleInput[];

  validate_movie_brief(html: string): string {
    const safe = sanitizeRichText(html);
    if (Buffer.byteLength(safe) > BRIEF_BYTES) throw new ValidationError(MESSAGES.briefTooLong);
    return safe;
  }

  validate_staffs(roles: MovieRoleInput[]): void {
    const named = new Set(roles.map(({ staff, work }) => `${staff} ${work}`));
    if (named.size < roles.length) throw new ValidationError(MESSAGES.staffTwice);
  }
}
