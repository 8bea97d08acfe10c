import { Injectable } from '@nestjs/common';
import { ViewCounter } from '../view-counter.js';
import { Rest } from '../rest/index.js';
import { Movie } from './entities/index.js';

/** Counts views of movies' pages. */
@Injectable()
export class MovieViews extends ViewCounter<'viewCount'> {
  constructor(rest: Rest) {
    super(rest, Movie, 'viewCount');
  }
}
