import {
  ImageField,
  IntegerField,
  PrimaryKeyRelatedField,
  type UploadedFile,
} from '../../rest/index.js';
import { Movie, MovieImage } from '../entities/index.js';

/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 200;

/** A picture of a movie, uploaded in a form. */
export class MovieImageInput {
  @PrimaryKeyRelatedField(() => Movie, { source: 'movieId', example: 1 })
  movie!: number;

  @ImageField({
    maxLength: FILE_NAME_LENGTH,
    store: { folder: 'movie-images', of: () => MovieImage },
  })
  image!: UploadedFile;

  @IntegerField({ minValue: 0, maxValue: 1000, default: 0, source: 'position' })
  index!: number;
}
