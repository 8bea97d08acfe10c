import { bilingual } from '../languages.js';
import type { Choice } from '../rest/index.js';
import type { MovieState } from './entities/index.js';

/** What the states of movies are called. */
export const MOVIE_STATE_NAMES = [
  ['showing', bilingual('In the cinemas', '正在热映')],
  ['coming', bilingual('Coming soon', '即将上映')],
  ['off', bilingual('No longer shown', '已下映')],
] as const satisfies readonly (Choice & readonly [MovieState, unknown])[];
