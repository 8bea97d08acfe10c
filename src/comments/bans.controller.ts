import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  CreateModel,
  DestroyModel,
  DjangoModelPermissions,
  LimitOffsetPagination,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { BanInput } from './bans.inputs.js';
import { BanSerializer } from './bans.serializers.js';
import { CommentBan } from './entities/index.js';

/** Besides the usual, who is banned is shown to those who may see it only. */
class BanPermissions extends DjangoModelPermissions {
  protected override readonly actions = {
    GET: ['view'],
    HEAD: ['view'],
    OPTIONS: ['view'],
    POST: ['add'],
    DELETE: ['delete'],
  };
}

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
  authentication: USER_AUTHENTICATION,
  permissions: [BanPermissions],
  pagination: new LimitOffsetPagination({ defaultLimit: 10, maxLimit: 100 }),
  lookupField: 'userId',
})
export class BansController extends DestroyModel(CreateModel(ReadOnlyViewSet(CommentBan))) {
  override fixedAttributes(_request: RestRequest) {
    return { createdAt: new Date() };
  }
}
