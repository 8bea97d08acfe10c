import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  AllowAny,
  DjangoModelPermissions,
  IsAuthenticated,
  named,
  objectSchema,
  ReadOnlyViewSet,
  SearchFilter,
  UpdateModel,
  ViewSet,
  withFiles,
  type RestRequest,
  type Served,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { currentUser } from '../../users/current-user.js';
import { Movie, MovieLike, MovieWant } from '../entities/index.js';
import { MOVIE_TAGS } from '../movie-tags.js';
import { MovieViews } from '../movie-views.js';
import { MovieFilter, MovieOrdering } from '../movie.filters.js';
import { MovieInput } from '../movie.inputs.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import { Opinions } from '../opinions/opinions.service.js';
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
  permissions: {
    list: [AllowAny],
    retrieve: [AllowAny],
    want: [IsAuthenticated],
    like: [IsAuthenticated],
    default: [DjangoModelPermissions],
  },
  pagination: TEN_A_PAGE,
  filters: [MovieFilter, new SearchFilter(['name']), MovieOrdering],
  cache: { tags: [MOVIE_TAGS.movies] },
  maxBodyBytes: withFiles(1),
})
export class MoviesController extends UpdateModel(ReadOnlyViewSet(Movie)) implements Served {
  constructor(
    private readonly views: MovieViews,
    private readonly opinions: Opinions,
  ) {
    super();
  }

  /** The movie's page, with this view already counted. */
  override async retrieve(request: RestRequest): Promise<unknown> {
    const row = await this.getRow(request, MovieDetailSerializer);
    const viewCount = Number(row.viewCount) + this.views.pending(Number(row.id)) + 1;
    return MovieDetailSerializer.represent({ ...row, viewCount }, request);
  }

  @Action({
    method: 'POST',
    path: ':pk/want',
    status: 200,
    summary: bilingual('Want to see a movie, or no more', '想看，或取消想看'),
    answer: {
      description: bilingual('What it is now.', '当前状态。'),
      schema: named(
        'MovieWanted',
        objectSchema({
          movie: { type: 'integer' },
          wanted: { type: 'boolean' },
          user_want_num: { type: 'integer' },
        }),
      ),
      example: { movie: 1, wanted: true, user_want_num: 12 },
    },
  })
  async want(request: RestRequest) {
    const { movie, isOn, count } = await this.toggle(request, MovieWant);
    return { movie, wanted: isOn, user_want_num: count };
  }

  @Action({
    method: 'POST',
    path: ':pk/like',
    status: 200,
    summary: bilingual('Like a movie, or no more', '点赞，或取消点赞'),
    answer: {
      description: bilingual('What it is now.', '当前状态。'),
      schema: named(
        'MovieLiked',
        objectSchema({
          movie: { type: 'integer' },
          liked: { type: 'boolean' },
          like_num: { type: 'integer' },
        }),
      ),
      example: { movie: 1, liked: true, like_num: 7 },
    },
  })
  async like(request: RestRequest) {
    const { movie, isOn, count } = await this.toggle(request, MovieLike);
    return { movie, liked: isOn, like_num: count };
  }

  /** Every view counts, the kept page's too. */
  onServed(request: RestRequest): void {
    if (request.action === 'retrieve') this.views.record(Number(request.params.pk));
  }

  private async toggle(request: RestRequest, entity: typeof MovieWant | typeof MovieLike) {
    const { id: movieId } = await this.getObject(request, this.rest.dataSource.manager);
    const { id: userId } = currentUser(request);
    const now = await this.rest.transactions.run((transaction) =>
      this.opinions.toggle(transaction, entity, { userId, movieId }),
    );
    return { movie: movieId, ...now };
  }
}
