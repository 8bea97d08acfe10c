import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  IsAuthenticated,
  ModelViewSet,
  OwnedBy,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { MovieRating } from '../entities/index.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import { RatingChangeInput, RatingInput } from './opinions.inputs.js';
import { RatingSerializer } from './opinions.serializers.js';
import { Opinions } from './opinions.service.js';

@ViewSet({
  path: 'userstars',
  name: 'User Star',
  description: '用户评分：每部影片一次，可以修改',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('The own ratings', '自己的评分'),
    retrieve: bilingual('One of the own ratings', '自己的一条评分'),
    create: bilingual('Rate a movie, 1 to 10 stars', '为影片评分（1 到 10）'),
    update: bilingual('Give other stars', '修改评分'),
    partialUpdate: bilingual('Give other stars', '修改评分'),
    destroy: bilingual('Take a rating back', '撤销评分'),
  },
  serializers: RatingSerializer,
  inputs: { create: RatingInput, default: RatingChangeInput },
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  pagination: TEN_A_PAGE,
})
export class RatingsController extends OwnedBy(ModelViewSet(MovieRating), 'userId') {
  constructor(private readonly opinions: Opinions) {
    super();
  }

  override performCreate(
    opinion: Pick<MovieRating, 'userId' | 'movieId' | 'star'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.opinions.add(transaction, MovieRating, opinion);
  }

  override performUpdate(
    rating: MovieRating,
    { star }: Partial<MovieRating>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.opinions.rate(transaction, rating, star);
  }

  override performDestroy(
    rating: MovieRating,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.opinions.remove(transaction, MovieRating, rating);
  }
}
