import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  CreateModel,
  DestroyModel,
  DjangoModelPermissionsWithView,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { currentUser } from '../../users/current-user.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import { CommentBan } from '../entities/index.js';
import { BanInput } from './bans.inputs.js';
import { BanSerializer } from './bans.serializers.js';
import { CommentBans } from './comment-bans.service.js';
import { ReasonInput } from './reason.inputs.js';

@ViewSet({
  path: 'commentbans',
  name: 'Comment Ban',
  description: '禁言名单，由站点管理员维护。URL 中的主键是用户的 id。',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('Who may not post comments', '禁言名单'),
    retrieve: bilingual('Why a user may not post comments', '某用户的禁言记录'),
    create: bilingual('Ban a user from posting comments', '禁止用户发表评论'),
    destroy: bilingual('Let a user post comments again', '解除禁言'),
  },
  serializers: BanSerializer,
  inputs: BanInput,
  queries: { destroy: ReasonInput },
  authentication: USER_AUTHENTICATION,
  permissions: [DjangoModelPermissionsWithView],
  pagination: TEN_A_PAGE,
  lookupField: 'userId',
})
export class BansController extends DestroyModel(CreateModel(ReadOnlyViewSet(CommentBan))) {
  constructor(private readonly bans: CommentBans) {
    super();
  }

  override performCreate(
    ban: Pick<CommentBan, 'userId'> & Partial<Pick<CommentBan, 'reason'>>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.bans.ban(transaction, currentUser(request), ban);
  }

  override async performDestroy(
    ban: CommentBan,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { reason } = await request.validatedQuery(ReasonInput);
    await this.bans.lift(transaction, currentUser(request), ban, reason ?? '');
  }
}
