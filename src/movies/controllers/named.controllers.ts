import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { MovieCountry, MovieFormat, MovieKind, MovieStaff } from '../entities/index.js';
import { MOVIE_TAGS } from '../movie-tags.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import {
  MovieCountrySerializer,
  MovieFormatSerializer,
  MovieKindSerializer,
  MovieStaffSerializer,
} from '../movie.serializers.js';

/** What is the same for everything that movies are sorted by. */
const forEverybody = {
  group: GROUPS.movies,
  authentication: [],
  permissions: [AllowAny],
  pagination: TEN_A_PAGE,
  cache: { tags: [MOVIE_TAGS.movies] },
};

@ViewSet({
  path: 'moviekinds',
  name: 'Movie Kind',
  description: '影片类型',
  summaries: {
    list: bilingual('The kinds of movies', '影片类型'),
    retrieve: bilingual('One kind', '一个类型'),
  },
  serializers: MovieKindSerializer,
  ...forEverybody,
})
export class MovieKindController extends ReadOnlyViewSet(MovieKind) {}

@ViewSet({
  path: 'movietypes',
  name: 'Movie Format',
  description: '放映制式',
  summaries: {
    list: bilingual('The formats of movies: 2D, 3D, IMAX', '放映制式：2D、3D、IMAX'),
    retrieve: bilingual('One format', '一种制式'),
  },
  serializers: MovieFormatSerializer,
  ...forEverybody,
})
export class MovieFormatController extends ReadOnlyViewSet(MovieFormat) {}

@ViewSet({
  path: 'moviecountries',
  name: 'Movie Country',
  description: '制片国家与地区',
  summaries: {
    list: bilingual('Where movies are made', '制片国家与地区'),
    retrieve: bilingual('One country', '一个国家或地区'),
  },
  serializers: MovieCountrySerializer,
  ...forEverybody,
})
export class MovieCountryController extends ReadOnlyViewSet(MovieCountry) {}

@ViewSet({
  path: 'moviestaffs',
  name: 'Movie Staff',
  description: '演职人员',
  summaries: {
    list: bilingual('People who make movies, and what they have done', '演职人员及其作品'),
    retrieve: bilingual('One person', '一位演职人员'),
  },
  serializers: MovieStaffSerializer,
  ...forEverybody,
})
export class MovieStaffController extends ReadOnlyViewSet(MovieStaff) {}
