import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import {
  choiceFilter,
  FilterSet,
  numberFilter,
  ReadOnlyViewSet,
  ViewSet,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { AdministratorsOnly } from '../../users/permissions/administrators-only.js';
import { Moderation, MODERATION_ACTIONS } from '../entities/index.js';
import { ModerationSerializer } from './moderation.serializers.js';

@ViewSet({
  path: 'moderations',
  name: 'Moderation',
  description: '管理记录：何人何时因何禁言、解禁、删除评论、任免站点管理员。只读。',
  group: GROUPS.movies,
  summaries: {
    list: bilingual(
      'Who banned, deleted or appointed whom, the latest first, for administrators',
      '管理记录，最新的在前，供管理员查看',
    ),
    retrieve: bilingual('One entry of the record', '一条管理记录'),
  },
  serializers: ModerationSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [AdministratorsOnly],
  pagination: TEN_A_PAGE,
  filters: [
    new FilterSet({
      action: choiceFilter('action', MODERATION_ACTIONS),
      actor: numberFilter('actorId'),
      user: numberFilter('userId'),
    }),
  ],
  ordering: ['-id'],
})
export class ModerationsController extends ReadOnlyViewSet(Moderation) {}
