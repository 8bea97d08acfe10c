import { GROUPS } from '../../docs/groups.js';
import { lockRows } from '../../infrastructure/database/row-locks.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  CreateModel,
  DestroyModel,
  DjangoModelPermissions,
  FilterSet,
  modelChoiceFilter,
  ReadOnlyViewSet,
  ValidationError,
  ViewSet,
  withFiles,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Movie, MovieImage } from '../entities/index.js';
import { MOVIE_TAGS } from '../movie-tags.js';
import { MESSAGES } from '../movies.messages.js';
import { MovieImageInput } from './images.inputs.js';
import { UploadedMovieImageSerializer } from './images.serializers.js';

/** Images that a movie may have; its page shows them all. */
const MOST_IMAGES = 30;

@ViewSet({
  path: 'movieimages',
  name: 'Movie Image',
  description: '影片图片；管理员可上传与删除',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('Images of movies, of one by ?movie=', '影片图片，可用 ?movie= 指定影片'),
    retrieve: bilingual('One image', '一张图片'),
    create: bilingual('Upload an image of a movie, for administrators', '上传图片，供管理员使用'),
    destroy: bilingual('Delete an image, for administrators', '删除图片，供管理员使用'),
  },
  serializers: UploadedMovieImageSerializer,
  inputs: MovieImageInput,
  authentication: { list: [], retrieve: [], default: USER_AUTHENTICATION },
  permissions: { list: [AllowAny], retrieve: [AllowAny], default: [DjangoModelPermissions] },
  pagination: TEN_A_PAGE,
  filters: [new FilterSet({ movie: modelChoiceFilter('movieId', () => Movie) })],
  ordering: ['movieId', 'position', 'id'],
  cache: { tags: [MOVIE_TAGS.movies] },
  maxBodyBytes: withFiles(1),
})
export class MovieImagesController extends DestroyModel(CreateModel(ReadOnlyViewSet(MovieImage))) {
  /** Uploads to one movie take turns, so that none is one too many. */
  override async performCreate(
    image: Pick<MovieImage, 'movieId' | 'image' | 'position'>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const { manager } = transaction;
    const { movieId } = image;
    const movie = manager.createQueryBuilder(Movie, 'movie').select('movie.id');
    await lockRows(movie.where('movie.id = :movieId', { movieId })).getOneOrFail();
    if ((await manager.countBy(MovieImage, { movieId })) >= MOST_IMAGES) {
      throw new ValidationError({ image: [MESSAGES.tooManyImages] });
    }
    return super.performCreate(image, request, transaction);
  }
}
