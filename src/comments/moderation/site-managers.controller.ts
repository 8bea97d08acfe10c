import type { EntityManager } from 'typeorm';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import {
  CreateModel,
  DestroyModel,
  NotFound,
  ReadOnlyViewSet,
  ValidationError,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { currentUser } from '../../users/current-user.js';
import { User } from '../../users/entities/index.js';
import { AdministratorsOnly } from '../../users/permissions/administrators-only.js';
import { UsersService } from '../../users/users.service.js';
import { MESSAGES } from '../comments.messages.js';
import { ModerationRecord } from './moderation-record.js';
import { ReasonInput } from './reason.inputs.js';
import { SiteManagerInput } from './site-managers.inputs.js';
import { SiteManagerSerializer } from './site-managers.serializers.js';

@ViewSet({
  path: 'sitemanagers',
  name: 'Site Manager',
  description: '站点管理员，由系统管理员任免。URL 中的主键是用户的 id。',
  group: GROUPS.movies,
  summaries: {
    list: bilingual('Who looks after the comments', '站点管理员'),
    retrieve: bilingual('Whether a user looks after the comments', '某站点管理员'),
    create: bilingual('Appoint a site manager, for administrators', '任命站点管理员，供管理员使用'),
    destroy: bilingual(
      'Dismiss a site manager, for administrators',
      '免去站点管理员，供管理员使用',
    ),
  },
  serializers: SiteManagerSerializer,
  inputs: SiteManagerInput,
  queries: { destroy: ReasonInput },
  authentication: USER_AUTHENTICATION,
  permissions: [AdministratorsOnly],
  pagination: TEN_A_PAGE,
})
export class SiteManagersController extends DestroyModel(CreateModel(ReadOnlyViewSet(User))) {
  constructor(
    private readonly users: UsersService,
    private readonly record: ModerationRecord,
  ) {
    super();
  }

  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.role = 'site_manager'`);
  }

  override async performCreate(
    { id, reason }: Pick<User, 'id'> & ReasonInput,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const { manager } = transaction;
    if (!(await this.users.changeRole(manager, id, 'customer', 'site_manager'))) {
      throw new ValidationError({ user: [MESSAGES.notACustomer] });
    }
    const actor = currentUser(request);
    await this.record.add(transaction, { action: 'appoint', actor, userId: id, reason });
    return id;
  }

  override async performDestroy(
    { id }: User,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { reason } = await request.validatedQuery(ReasonInput);
    const { manager } = transaction;
    if (!(await this.users.changeRole(manager, id, 'site_manager', 'customer'))) {
      throw new NotFound();
    }
    const actor = currentUser(request);
    await this.record.add(transaction, { action: 'dismiss', actor, userId: id, reason });
  }
}
