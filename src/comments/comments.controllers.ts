import type { EntityManager } from 'typeorm';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { Movie } from '../movies/entities/index.js';
import { TEN_A_PAGE } from '../ten-a-page.js';
import {
  Action,
  AllowAny,
  FilterSet,
  GenericViewSet,
  IsAuthenticated,
  ListModel,
  modelChoiceFilter,
  ModelViewSet,
  named,
  objectSchema,
  ObjectPermissions,
  PageNumberPagination,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  type RestTransaction,
  type Row,
  type ShowParameters,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { currentUser } from '../users/current-user.js';
import { CommentChangeInput, CommentInput } from './comments.inputs.js';
import { CommentSerializer } from './comments.serializers.js';
import { COMMENT_GRANTS, Comments } from './comments.service.js';
import { MovieComment } from './entities/index.js';
import { CommentLikes } from './likes.service.js';
import { ModerationRecord } from './moderation/moderation-record.js';
import { ReasonInput } from './moderation/reason.inputs.js';
import { NotBanned } from './not-banned.js';
import { CommentStanding } from './standing.service.js';

/** How a comment stands after somebody has liked it, or no more. */
const LIKED = {
  description: bilingual('What it is now.', '当前状态。'),
  schema: named(
    'CommentLiked',
    objectSchema({
      comment: { type: 'integer' },
      liked: { type: 'boolean' },
      like_num: { type: 'integer' },
    }),
  ),
  example: { comment: 1, liked: true, like_num: 3 },
};

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
  queries: { destroy: ReasonInput },
  authentication: USER_AUTHENTICATION,
  permissions: [ObjectPermissions, NotBanned],
  throttles: {
    create: [UserRateThrottle, new ScopedRateThrottle('comment')],
    default: [UserRateThrottle],
  },
  pagination: TEN_A_PAGE,
  grants: COMMENT_GRANTS,
})
export class OwnCommentsController extends ModelViewSet(MovieComment) {
  constructor(
    private readonly comments: Comments,
    private readonly standing: CommentStanding,
    private readonly record: ModerationRecord,
  ) {
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
    transaction: RestTransaction,
  ): Promise<void> {
    // Somebody may have deleted it since it was read.
    await this.comments.lockShown(transaction, id);
    const { manager } = transaction;
    await manager.update(MovieComment, id, { ...changes, updatedAt: new Date() });
  }

  /** What somebody else deletes than its author goes on record. */
  override async performDestroy(
    { id }: MovieComment,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { reason } = await request.validatedQuery(ReasonInput);
    const comment = await this.comments.remove(transaction, id);
    const { userId } = comment;
    const actor = currentUser(request);
    if (actor.id === userId) return;
    await this.record.add(transaction, { action: 'delete', actor, userId, reason, comment });
  }

  override async show(rows: readonly Row[], ...how: ShowParameters) {
    const [request, , manager] = how;
    return super.show(await this.standing.add(rows, request, manager), ...how);
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
  permissions: { list: [AllowAny], default: [IsAuthenticated] },
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
export class MovieCommentsController extends ListModel(GenericViewSet(MovieComment)) {
  constructor(
    private readonly likes: CommentLikes,
    private readonly standing: CommentStanding,
  ) {
    super();
  }

  override async show(rows: readonly Row[], ...how: ShowParameters) {
    const [request, , manager] = how;
    return super.show(await this.standing.add(rows, request, manager), ...how);
  }

  @Action({
    method: 'POST',
    path: ':pk/like',
    status: 200,
    summary: bilingual('Like a comment', '点赞评论'),
    answer: LIKED,
  })
  like(request: RestRequest) {
    return this.setLiked(request, true);
  }

  @Action({
    method: 'DELETE',
    path: ':pk/like',
    status: 200,
    summary: bilingual('Like a comment no more', '取消点赞'),
    answer: LIKED,
  })
  unlike(request: RestRequest) {
    return this.setLiked(request, false);
  }

  private async setLiked(request: RestRequest, liked: boolean) {
    const { id: commentId } = await this.getObject(request, this.rest.dataSource.manager);
    const { id: userId } = currentUser(request);
    const count = await this.rest.transactions.run((transaction) =>
      this.likes.set(transaction, { userId, commentId }, liked),
    );
    return { comment: commentId, liked, like_num: count };
  }
}
