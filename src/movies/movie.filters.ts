import { bilingual } from '../languages.js';
import {
  booleanFilter,
  charFilter,
  choiceFilter,
  dateRange,
  FilterSet,
  modelChoiceFilter,
  OrderingFilter,
} from '../rest/index.js';
import { MOVIE_STATES, MovieKind } from './entities/index.js';

const onlyOrNot = (property: 'isBanner' | 'isHot' | 'isNew', en: string, zhHans: string) =>
  booleanFilter(property, { description: bilingual(en, zhHans) });

/** What `GET /movies/` can be narrowed by. */
export const MovieFilter = new FilterSet({
  name: charFilter('name', 'exact', { description: bilingual('The whole name.', '完整片名。') }),
  name__contains: charFilter('name', 'contains', {
    description: bilingual('A part of the name.', '片名的一部分。'),
  }),
  kind_category: modelChoiceFilter('kinds.id', () => MovieKind),
  kind_category__name: charFilter('kinds.name', 'exact', {
    description: bilingual('The whole name of one of its kinds.', '某一类型的完整名称。'),
  }),
  status: choiceFilter('status', MOVIE_STATES),
  ...dateRange('release_date', 'releasedOn'),
  is_banner: onlyOrNot('isBanner', 'Those that take turns on the start page.', '首页轮播的影片。'),
  is_hot: onlyOrNot('isHot', 'Those that are (or are not) hot.', '只看（或不看）热映。'),
  is_new: onlyOrNot('isNew', 'Those that are (or are not) new.', '只看（或不看）新片。'),
});

/** What `GET /movies/` can be sorted by. */
export const MovieOrdering = new OrderingFilter({
  id: 'id',
  release_date: 'releasedOn',
  star_num: 'starTenths',
  user_want_num: 'wantCount',
});
