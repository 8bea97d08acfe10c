import { MovieAdmin, MovieStaffAdmin } from './movies.admin.js';
import {
  MovieCountryAdmin,
  MovieFormatAdmin,
  MovieKindAdmin,
  MovieSubtitleAdmin,
} from './named.admin.js';
import { RatingAdmin } from './ratings.admin.js';

/** The movies in the back office, in the order of the menu. */
export const MOVIES_ADMIN = [
  MovieAdmin,
  MovieStaffAdmin,
  MovieKindAdmin,
  MovieFormatAdmin,
  MovieCountryAdmin,
  MovieSubtitleAdmin,
  RatingAdmin,
];
