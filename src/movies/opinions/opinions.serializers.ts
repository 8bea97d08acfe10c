import { choiceSchema, field, nested, serializer } from '../../rest/index.js';
import { MovieFavourite, MovieRating, STARS } from '../entities/index.js';
import { MovieSerializer } from '../movie.serializers.js';

export const RatingSerializer = serializer(MovieRating, 'MovieRating', {
  id: field(),
  movie: field('movieId'),
  star: field('star', choiceSchema(STARS)),
});

export const MovieFavouriteSerializer = serializer(MovieFavourite, 'MovieFavourite', {
  movie: field('movieId'),
  id: field(),
});

/** A favourite in the list. */
export const FavouriteMovieSerializer = serializer(MovieFavourite, 'FavouriteMovie', {
  movie: nested(MovieSerializer),
  id: field(),
});
