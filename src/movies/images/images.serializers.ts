import { field, media, serializer } from '../../rest/index.js';
import { MovieImage } from '../entities/index.js';

/** A picture on its own; inside of a movie it is shown without the movie's id. */
export const UploadedMovieImageSerializer = serializer(MovieImage, 'UploadedMovieImage', {
  id: field(),
  movie: field('movieId'),
  image: media(),
  index: field('position'),
});
