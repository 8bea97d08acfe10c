import { isSafe, Permission, type RestRequest } from '../rest/index.js';
import { MESSAGES } from './comments.messages.js';
import { isBanned } from './standing.service.js';

/** Lets nobody write who is banned; deleting what one has said stays possible. */
export class NotBanned extends Permission {
  override readonly message = MESSAGES.banned;

  override async hasPermission({ method, rest, user }: RestRequest): Promise<boolean> {
    if (!user || isSafe(method) || method === 'DELETE') return true;
    return !(await isBanned(rest.dataSource.manager, user.id));
  }
}
