import {
  ChoiceField,
  HiddenField,
  PrimaryKeyRelatedField,
  UniqueTogether,
  type RestUser,
} from '../../rest/index.js';
import { Movie, MovieFavourite, MovieRating, STARS, type Star } from '../entities/index.js';
import { MESSAGES } from '../movies.messages.js';

/** Whose opinion it is and of which movie. */
abstract class OpinionInput {
  @HiddenField({ source: 'userId', default: ({ user }) => (user as RestUser).id })
  user!: number;

  @PrimaryKeyRelatedField(() => Movie, { source: 'movieId', example: 1 })
  movie!: number;
}

/** DRF: UserStarSerializer */
@UniqueTogether(() => MovieRating, ['user', 'movie'], { message: MESSAGES.alreadyRated })
export class RatingInput extends OpinionInput {
  @ChoiceField({ choices: STARS, example: '8' })
  star!: Star;
}

/** A rating can be another one, but of the same movie. */
export class RatingChangeInput {
  @ChoiceField({ choices: STARS, example: '9' })
  star!: Star;
}

/** DRF: UserMovieFavSerializer */
@UniqueTogether(() => MovieFavourite, ['user', 'movie'], { message: MESSAGES.alreadyFavourite })
export class MovieFavouriteInput extends OpinionInput {}
