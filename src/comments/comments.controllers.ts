import type { EntityManager } from 'typeorm';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { Movie } from '../movies/entities/index.js';
import {
  AllowAny,
  FilterSet,
  GenericViewSet,
  LimitOffsetPagination,
  ListModel,
  modelChoiceFilter,
  ModelViewSet,
  ObjectPermissions,
  PageNumberPagination,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { SITE_MANAGERS } from '../users/entities/index.js';
import { CommentChangeInput, CommentInput } from './comments.inputs.js';
import { CommentSerializer } from './comments.serializers.js';
import { Comments } from './comments.service.js';
import { MovieComment } from './entities/index.js';
import { NotBanned } from './not-banned.js';

/** Actions that show the own comments only; which others may be changed, their permissions say. */
const OWN = new Set(['list', 'retrieve', 'create']);

@ViewSet({
  path: 'usermoviecomments',
  name: 'User Movie Comment',
  description: '自己的影评；站点管理员可删除任何影评',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('The own comments', '自己的评论'),
    retrieve: bilingual('One of the own comments', '自己的一条评论'),
    create: bilingual('Comment on a movie, or reply to a comment', '发表评论或回复'),
    update: bilingual('Change what a comment says', '修改评论'),
    partialUpdate: bilingual('Change what a comment says', '修改评论'),
    destroy: bilingual('Delete a comment; replies to it stay', '删除评论，保留其回复'),
  },
  serializers: CommentSerializer,
  inputs: { create: CommentInput, default: CommentChangeInput },
  authentication: USER_AUTHENTICATION,
  permissions: [ObjectPermissions, NotBanned],
  throttles: {
    create: [UserRateThrottle, new ScopedRateThrottle('comment')],
    default: [UserRateThrottle],
  },
  pagination: new LimitOffsetPagination({ defaultLimit: 10, maxLimit: 100 }),
  grants: { creator: ['change', 'delete'], groups: { [SITE_MANAGERS]: ['delete'] } },
})
export class OwnCommentsController extends ModelViewSet(MovieComment) {
  constructor(private readonly comments: Comments) {
    super();
  }

  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    query.where(`${query.alias}.isDeleted = :gone`, { gone: false });
    if (!OWN.has(request.action)) return query;
    return query.andWhere(`${query.alias}.userId = :owner`, { owner: request.user?.id ?? null });
  }

  override fixedAttributes({ user }: RestRequest) {
    return { userId: user?.id };
  }

  override performCreate(
    said: Pick<MovieComment, 'movieId' | 'userId' | 'text' | 'replyToId'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.comments.add(transaction, said);
  }

  override async performUpdate(
    { id }: MovieComment,
    changes: Partial<MovieComment>,
    _request: RestRequest,
    { manager }: RestTransaction,
  ): Promise<void> {
    await manager.update(MovieComment, id, { ...changes, updatedAt: new Date() });
  }

  override performDestroy(
    { id }: MovieComment,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.comments.remove(transaction, id);
  }
}

@ViewSet({
  path: 'moviecomments',
  name: 'Movie Comment',
  description: '影片的全部评论与回复',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('All comments, of one movie by ?movie=', '全部评论，可用 ?movie= 指定影片'),
  },
  serializers: CommentSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [AllowAny],
  pagination: new PageNumberPagination({
    pageSize: 10,
    pageSizeParameter: 'page_size',
    maxPageSize: 100,
  }),
  filters: [
    new FilterSet({
      movie: modelChoiceFilter('movieId', () => Movie),
      reply_to: modelChoiceFilter('replyToId', () => MovieComment),
    }),
  ],
})
export class MovieCommentsController extends ListModel(GenericViewSet(MovieComment)) {}
