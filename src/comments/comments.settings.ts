import { defineSettings, variable } from '../config/group.js';
import { throttleRate, wholeNumber } from '../config/values.js';

export const commentSettings = defineSettings({
  title: 'Comments',
  variables: {
    THROTTLE_COMMENT: variable(
      'Comments on movies that one user may post.',
      throttleRate().default('10/minute'),
    ),
    COMMENTS_PER_MOVIE: variable(
      'Comments that one user may have on a movie, replies left out; 0: any number.',
      wholeNumber(0, 1000, 0),
    ),
  },
  values: (env) => ({ rate: env.THROTTLE_COMMENT, perMovie: env.COMMENTS_PER_MOVIE }),
});
