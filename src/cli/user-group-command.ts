import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { Group, User } from '../users/entities/index.js';
import { normaliseUsername } from '../users/names.js';
import { StoredPermissions } from '../users/permissions/stored-permissions.js';
import type { Output } from './output.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run user:group -- --username NAME --group GROUP [--leave]

Puts a user into a group, or takes the user out of it. staff_readers see everything of the staff's.
`;

/**
 * Has the user named on the command line join or leave a group.
 *
 * @returns the exit code: 0 when that is so now, 1 without such a user or group, 2 for a wrong call
 */
export async function userGroupCommand(
  args: string[],
  settings: () => Settings,
  { out, err }: Output,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      username: { type: 'string' },
      group: { type: 'string' },
      leave: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { username, group: name, leave, help } = values;
  if (help || !username || !name) {
    (help ? out : err).write(USAGE);
    return help ? 0 : 2;
  }
  return withShop(AppModule.forRoot(settings()), (shop) => {
    const permissions = shop.get(StoredPermissions, { strict: false });
    return shop.get(UnitOfWork).run(async ({ manager }) => {
      const user = await manager.findOneBy(User, { username: normaliseUsername(username) });
      const group = await manager.findOneBy(Group, { name });
      if (!user || !group) {
        err.write(user ? `there is no group ${name}\n` : `there is no user ${username}\n`);
        return 1;
      }
      if (leave) await permissions.leave(manager, user.id, name);
      else await permissions.join(manager, user.id, name);
      out.write(`${username} is ${leave ? 'not ' : ''}in ${name}\n`);
      return 0;
    });
  });
}
