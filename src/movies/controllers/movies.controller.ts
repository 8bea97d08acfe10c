import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  DjangoModelPermissions,
  ReadOnlyViewSet,
  SearchFilter,
  UpdateModel,
  ViewSet,
  type RestRequest,
  type Served,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Movie } from '../entities/index.js';
import { MOVIE_TAGS } from '../movie-tags.js';
import { MovieViews } from '../movie-views.js';
import { MovieFilter, MovieOrdering } from '../movie.filters.js';
import { MovieInput } from '../movie.inputs.js';
import { MOVIE_PAGES } from '../movie.pagination.js';
import { MovieDetailSerializer, MovieSerializer } from '../movie.serializers.js';

@ViewSet({
  path: 'movies',
  name: 'Movie',
  description: '影片：列表、搜索、筛选、排序与详情；管理员可修改',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('Browse, search, filter and sort the movies', '浏览、搜索、筛选和排序影片'),
    retrieve: bilingual('Everything about a movie; counts the view', '影片详情并计一次浏览'),
    update: bilingual('Write a movie anew, for administrators', '修改影片，供管理员使用'),
    partialUpdate: bilingual('Change a movie, for administrators', '部分修改影片，供管理员使用'),
  },
  serializers: { list: MovieSerializer, default: MovieDetailSerializer },
  inputs: MovieInput,
  authentication: { list: [], retrieve: [], default: USER_AUTHENTICATION },
  permissions: { list: [AllowAny], retrieve: [AllowAny], default: [DjangoModelPermissions] },
  pagination: MOVIE_PAGES,
  filters: [MovieFilter, new SearchFilter(['name']), MovieOrdering],
  cache: { tags: [MOVIE_TAGS.movies] },
})
export class MoviesController extends UpdateModel(ReadOnlyViewSet(Movie)) implements Served {
  constructor(private readonly views: MovieViews) {
    super();
  }

  /** The movie's page, with this view already counted. */
  override async retrieve(request: RestRequest): Promise<unknown> {
    const row = await this.getRow(request, MovieDetailSerializer);
    const viewCount = Number(row.viewCount) + this.views.pending(Number(row.id)) + 1;
    return MovieDetailSerializer.represent({ ...row, viewCount }, request);
  }

  /** Every view counts, the kept page's too. */
  onServed(request: RestRequest): void {
    if (request.action === 'retrieve') this.views.record(Number(request.params.pk));
  }
}
