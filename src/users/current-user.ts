import type { RestRequest } from '../rest/index.js';
import type { User } from './entities/index.js';

/** Who asks, in a view that lets nobody else in. */
export function currentUser(request: RestRequest): User {
  return request.user as User;
}
