import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Change, Removal } from '../../admin/declarations.js';
import type { AdminActions } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { JobOutbox, outgoing } from '../../infrastructure/jobs/index.js';
import { lockRows } from '../../infrastructure/database/row-locks.js';
import {
  PermissionDenied,
  ValidationError,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { GENDERS, Group, Membership, User, UserPermission, type Role } from '../entities/index.js';
import { SEND_RESET_LINK } from '../passwords/reset-link.jobs.js';
import { UserCreationService } from '../user-creation.service.js';
import { UserRemovals } from '../user-removals.js';
import { MESSAGES } from './admin.messages.js';
import { changeGrants, offered } from './grants.js';

const ROLE_NAMES: readonly (readonly [Role, ReturnType<typeof bilingual>])[] = [
  ['customer', bilingual('Customer', '顾客')],
  ['site_manager', bilingual('Site manager', '站点管理员')],
  ['administrator', bilingual('Administrator', '系统管理员')],
];

/** What a form has beyond the columns. */
interface Further {
  readonly password?: string;
  readonly groups?: readonly number[];
  readonly permissions?: readonly string[];
}

/**
 * Everybody with an account. Who is an administrator is decided by administrators; nobody gives
 * others more than he has, and nobody takes the last rights away from himself.
 *
 * DJANGO: django.contrib.auth.admin.UserAdmin
 */
@Injectable()
export class UserAdmin extends ModelAdmin(User, {
  name: 'users',
  label: bilingual('User', '用户'),
  plural: bilingual('Users', '用户'),
  group: MENU.people,
  title: 'username',
  list: ['username', 'name', 'mobile', 'email', 'role', 'isActive', 'lastLoginAt', 'createdAt'],
  filters: ['role', 'isActive', 'createdAt'],
  search: ['username', 'name', '=mobile', '=email'],
  searchHelp: bilingual('Username, name, mobile, e-mail', '用户名、姓名、手机号、邮箱'),
  dates: 'createdAt',
  form: [
    ['username', 'name'],
    ['mobile', 'email'],
    ['gender', 'birthday'],
    ['role', 'isActive'],
    ['lastLoginAt', 'createdAt'],
  ],
  fields: {
    username: { addOnly: true },
    role: { choices: ROLE_NAMES },
    isActive: { label: bilingual('May sign in', '可登录') },
    gender: {
      choices: [
        [GENDERS[0], bilingual('Male', '男')],
        [GENDERS[1], bilingual('Female', '女')],
      ],
    },
  },
  extras: {
    password: {
      kind: 'password',
      label: bilingual('Password', '密码'),
      required: true,
      addOnly: true,
    },
    groups: { kind: 'many_related', label: bilingual('Groups', '用户组'), resource: 'groups' },
    permissions: {
      kind: 'multiple_choice',
      label: bilingual('Permissions', '权限'),
      choices: (known) => known.permissions(),
    },
  },
  readOnly: ['mobile', 'email', 'lastLoginAt'],
  screens: ['permissions'],
}) {
  override readonly actions: AdminActions<User> = {
    send_reset_link: {
      label: bilingual('Send a link for a new password', '发送重置密码链接'),
      confirm: bilingual(
        'The user gets a mail with a link that works for 24 hours, once.',
        '将向用户邮箱发送链接，24 小时内有效，且只能使用一次。',
      ),
      when: ({ email, isActive }) => email !== null && isActive,
      run: async ({ object, request, transaction }) => this.sendLink(object, request, transaction),
    },
  };

  constructor(
    private readonly users: UserCreationService,
    private readonly removals: UserRemovals,
    private readonly outbox: JobOutbox,
  ) {
    super();
  }

  /** Only administrators do so for other staff: whoever reads the mail has all their rights. */
  private async sendLink(
    { id: userId, tokenVersion, role }: User,
    { user, language }: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    if (role !== 'customer' && !user!.isSuperuser) {
      throw new PermissionDenied(MESSAGES.administratorsOnly);
    }
    const mail = outgoing(SEND_RESET_LINK, { userId, tokenVersion, language });
    await this.outbox.add(transaction, mail);
  }

  override async extrasOf(id: number, manager: EntityManager) {
    const known = offered(this.shape);
    const memberships = await manager.find(Membership, {
      where: { userId: id },
      relations: { group: true },
      order: { groupId: 'ASC' },
    });
    const permissions = await manager.find(UserPermission, {
      where: { userId: id },
      order: { permission: 'ASC' },
    });
    return {
      groups: memberships.map(({ group }) => ({ id: group.id, label: group.name })),
      permissions: permissions.map(({ permission }) => permission).filter((one) => known.has(one)),
    };
  }

  override async save(change: Change<User>): Promise<number> {
    const { object, request, transaction } = change;
    const {
      password = '',
      groups,
      permissions,
      ...columns
    } = change.attributes as Partial<User> & Further;
    const { manager } = transaction;
    await this.refuseRole(columns, object, request, manager);
    const { username, role = 'customer' } = columns;
    const id = object ? object.id : (await this.users.create({ username, password }, role)).id;
    const { username: _, ...others } = columns;
    await super.save({
      ...change,
      object: await manager.findOneByOrFail(User, { id }),
      attributes: others,
    });
    if (groups) await this.join(manager, id, groups, request);
    if (permissions) {
      await changeGrants(
        manager,
        UserPermission,
        { userId: id },
        permissions,
        offered(this.shape),
        request,
      );
    }
    return id;
  }

  override async remove(removal: Removal<User>): Promise<void> {
    const { object, request, transaction } = removal;
    if (object.id === request.user!.id) throw ValidationError.nonField(MESSAGES.notOneself);
    if (object.role !== 'customer' && !request.user!.isSuperuser) {
      throw new PermissionDenied(MESSAGES.administratorsOnly);
    }
    if (object.isSuperuser) await this.refuseLast(object, transaction.manager);
    await this.removals.tell(transaction, object.id);
    await super.remove(removal);
  }

  /** @throws PermissionDenied, ValidationError */
  private async refuseRole(
    { role, isActive }: Partial<User>,
    object: User | null,
    { user }: RestRequest,
    manager: EntityManager,
  ): Promise<void> {
    const former = object?.role ?? 'customer';
    const isOther = role !== undefined && role !== former;
    const isSwitched = isActive !== undefined && object !== null && isActive !== object.isActive;
    if (!isOther && !isSwitched) return;
    const concernsStaff = isOther || former !== 'customer';
    if (concernsStaff && !user!.isSuperuser)
      throw new PermissionDenied(MESSAGES.administratorsOnly);
    if (object?.id === user!.id) {
      const place = isOther ? 'role' : 'is_active';
      throw new ValidationError({ [place]: [MESSAGES.notOneself] });
    }
    if (object?.isSuperuser) await this.refuseLast(object, manager);
  }

  /** Of two who dismiss each other at once the second sees what the first has done. */
  private async refuseLast({ id }: User, manager: EntityManager): Promise<void> {
    const query = manager
      .createQueryBuilder(User, 'boss')
      .where('boss.role = :role AND boss.isActive = :yes', { role: 'administrator', yes: true })
      .orderBy('boss.id');
    const others = (await lockRows(query).getMany()).filter((boss) => boss.id !== id);
    if (others.length === 0) throw ValidationError.nonField(MESSAGES.lastAdministrator);
  }

  /** @throws PermissionDenied when a group may do what the user who adds to it may not */
  private async join(
    manager: EntityManager,
    userId: number,
    wanted: readonly number[],
    request: RestRequest,
  ): Promise<void> {
    const memberships = await manager.findBy(Membership, { userId });
    const before = memberships.map(({ groupId }) => groupId);
    const added = wanted.filter((groupId) => !before.includes(groupId));
    const gone = before.filter((groupId) => !wanted.includes(groupId));
    if (added.length + gone.length > 0 && !request.user!.isSuperuser) {
      throw new PermissionDenied(MESSAGES.administratorsOnly);
    }
    if (gone.length > 0) await manager.delete(Membership, { userId, groupId: In(gone) });
    if (added.length === 0) return;
    const groups = await manager.findBy(Group, { id: In(added) });
    await manager.insert(
      Membership,
      groups.map(({ id: groupId }) => ({ userId, groupId })),
    );
  }
}
