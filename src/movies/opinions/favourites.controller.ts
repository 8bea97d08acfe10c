import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  CreateModel,
  DestroyModel,
  IsAuthenticated,
  OwnedBy,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { MovieFavourite } from '../entities/index.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import { MovieFavouriteInput } from './opinions.inputs.js';
import { FavouriteMovieSerializer, MovieFavouriteSerializer } from './opinions.serializers.js';
import { Opinions } from './opinions.service.js';

@ViewSet({
  path: 'usermoviefavs',
  name: 'User Movie Fav',
  description: '影片收藏。URL 中的主键是影片的 id。',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('The own favourites, with the movies', '自己收藏的影片'),
    retrieve: bilingual('Whether the movie is a favourite', '该影片是否已收藏'),
    create: bilingual('Make a movie a favourite', '收藏影片'),
    destroy: bilingual('Make a movie no favourite any more', '取消收藏影片'),
  },
  serializers: { list: FavouriteMovieSerializer, default: MovieFavouriteSerializer },
  inputs: MovieFavouriteInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  pagination: TEN_A_PAGE,
  lookupField: 'movieId',
})
export class MovieFavouritesController extends DestroyModel(
  CreateModel(OwnedBy(ReadOnlyViewSet(MovieFavourite), 'userId')),
) {
  constructor(private readonly opinions: Opinions) {
    super();
  }

  override performCreate(
    opinion: Pick<MovieFavourite, 'userId' | 'movieId'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.opinions.add(transaction, MovieFavourite, opinion);
  }

  override performDestroy(
    favourite: MovieFavourite,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.opinions.remove(transaction, MovieFavourite, favourite);
  }
}
