import type { EntityManager } from 'typeorm';
import type { Change, Removal } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { ValidationError } from '../../rest/index.js';
import { Group, GroupPermission, SITE_MANAGERS, STAFF_READERS } from '../entities/index.js';
import { MESSAGES } from './admin.messages.js';
import { changeGrants, offered } from './grants.js';

/** Groups that the shop itself knows by their names. */
const KNOWN: ReadonlySet<string> = new Set([SITE_MANAGERS, STAFF_READERS]);

/** Users who have some permissions together. DJANGO: django.contrib.auth.admin.GroupAdmin */
export class GroupAdmin extends ModelAdmin(Group, {
  name: 'groups',
  label: bilingual('Group', '用户组'),
  plural: bilingual('Groups', '用户组'),
  group: MENU.people,
  title: 'name',
  list: ['name'],
  search: ['name'],
  ordering: ['name'],
  extras: {
    permissions: {
      kind: 'multiple_choice',
      label: bilingual('Permissions', '权限'),
      choices: (known) => known.permissions(),
    },
  },
  screens: ['permissions'],
}) {
  override async extrasOf(id: number, manager: EntityManager) {
    const known = offered(this.shape);
    const granted = await manager.find(GroupPermission, {
      where: { groupId: id },
      order: { permission: 'ASC' },
    });
    return {
      permissions: granted.map(({ permission }) => permission).filter((one) => known.has(one)),
    };
  }

  override async save(change: Change<Group>): Promise<number> {
    const { object, request, transaction } = change;
    const { permissions, ...columns } = change.attributes as Partial<Group> & {
      readonly permissions?: readonly string[];
    };
    const { name = object?.name } = columns;
    if (object && KNOWN.has(object.name) && name !== object.name) {
      throw new ValidationError({ name: [MESSAGES.knownGroup] });
    }
    const groupId = await super.save({ ...change, attributes: columns });
    if (permissions) {
      await changeGrants(
        transaction.manager,
        GroupPermission,
        { groupId },
        permissions,
        offered(this.shape),
        request,
      );
    }
    return groupId;
  }

  override async remove(removal: Removal<Group>): Promise<void> {
    const { object, request, transaction } = removal;
    if (KNOWN.has(object.name)) throw ValidationError.nonField(MESSAGES.knownGroup);
    const holder = { groupId: object.id };
    const known = offered(this.shape);
    await changeGrants(transaction.manager, GroupPermission, holder, [], known, request);
    await super.remove(removal);
  }
}
