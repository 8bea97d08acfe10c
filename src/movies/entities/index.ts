import { MovieImage } from './movie-image.entity.js';
import { MovieRole, MovieStaff } from './movie-staff.entities.js';
import { Movie } from './movie.entity.js';
import { MovieCountry, MovieFormat, MovieKind, MovieSubtitle } from './named.entities.js';
import { MovieFavourite, MovieLike, MovieRating, MovieWant } from './opinion.entities.js';

export { MovieImage } from './movie-image.entity.js';
export { MOVIE_WORKS, MovieRole, MovieStaff, type MovieWork } from './movie-staff.entities.js';
export { Movie, MOVIE_STATES, type MovieState } from './movie.entity.js';
export { MovieCountry, MovieFormat, MovieKind, MovieSubtitle } from './named.entities.js';
export {
  MovieFavourite,
  MovieLike,
  MovieRating,
  MovieWant,
  STARS,
  type Star,
} from './opinion.entities.js';

/** Every table of the movies. */
export const MOVIE_ENTITIES = [
  Movie,
  MovieImage,
  MovieStaff,
  MovieRole,
  MovieKind,
  MovieFormat,
  MovieCountry,
  MovieSubtitle,
  MovieRating,
  MovieFavourite,
  MovieWant,
  MovieLike,
];
