import {
  computed,
  date,
  field,
  many,
  media,
  nested,
  serializer,
  choiceSchema,
} from '../rest/index.js';
import {
  Movie,
  MOVIE_WORKS,
  MovieCountry,
  MovieFormat,
  MovieImage,
  MovieKind,
  MovieRole,
  MovieStaff,
  MovieSubtitle,
} from './entities/index.js';
import { MOVIE_STATE_NAMES } from './movie-states.js';

const named = { id: field(), name: field() };

export const MovieKindSerializer = serializer(MovieKind, 'MovieKind', named);
export const MovieFormatSerializer = serializer(MovieFormat, 'MovieFormat', named);
export const MovieCountrySerializer = serializer(MovieCountry, 'MovieCountry', named);
export const MovieSubtitleSerializer = serializer(MovieSubtitle, 'MovieSubtitle', named);

/** Somebody, as a movie names them. */
const MoviePersonSerializer = serializer(MovieStaff, 'MoviePerson', {
  id: field(),
  name: field(),
  photo: media(),
});

const work = field('work', choiceSchema(MOVIE_WORKS));

export const MovieRoleSerializer = serializer(MovieRole, 'MovieRole', {
  staff: nested(MoviePersonSerializer),
  work,
  index: field('position'),
});

const StaffWorkSerializer = serializer(MovieRole, 'StaffWork', { movie: field('movieId'), work });

export const MovieStaffSerializer = serializer(MovieStaff, 'MovieStaff', {
  id: field(),
  name: field(),
  photo: media(),
  works: many(StaffWorkSerializer, 'roles'),
});

export const MovieImageSerializer = serializer(MovieImage, 'MovieImage', {
  image: media(),
  index: field('position'),
});

/** The average of the stars, one decimal; null while nobody has rated the movie. */
const stars = computed(
  ['starTenths'],
  ({ starTenths }) => (typeof starTenths === 'number' ? starTenths / 10 : null),
  { type: ['number', 'null'], minimum: 1, maximum: 10, examples: [8.5] },
);

const status = field('status', choiceSchema(MOVIE_STATE_NAMES));

/** A movie in lists. DRF: MovieListSerializer */
export const MovieSerializer = serializer(Movie, 'Movie', {
  id: field(),
  poster: media(),
  name: field(),
  status,
  user_want_num: field('wantCount'),
  fav_num: field('favouriteCount'),
  star_num: stars,
});

/** Everything about a movie. DRF: MovieDetailSerializer */
export const MovieDetailSerializer = serializer(Movie, 'MovieDetail', {
  ...MovieSerializer.fields,
  star_users: field('ratingCount'),
  release_date: date('releasedOn'),
  minutes: field(),
  movie_brief: field('brief'),
  view_num: field('viewCount'),
  like_num: field('likeCount'),
  is_banner: field('isBanner'),
  is_hot: field('isHot'),
  is_new: field('isNew'),
  movie_state: many(MovieCountrySerializer, 'countries'),
  sub_title: many(MovieSubtitleSerializer, 'subtitles'),
  staffs: many(MovieRoleSerializer, 'roles', ['position', 'id']),
  kind_category: many(MovieKindSerializer, 'kinds'),
  type_category: many(MovieFormatSerializer, 'formats'),
  images: many(MovieImageSerializer, 'images', ['position', 'id']),
});
