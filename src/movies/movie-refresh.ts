import { Injectable } from '@nestjs/common';
import { PacedInvalidation, Rest } from '../rest/index.js';
import { MOVIE_TAGS } from './movie-tags.js';

/** Outdates the kept answers that show movies, after ratings, favourites and wants. */
@Injectable()
export class MovieRefresh extends PacedInvalidation {
  constructor(rest: Rest) {
    super(rest, [MOVIE_TAGS.movies]);
  }
}
