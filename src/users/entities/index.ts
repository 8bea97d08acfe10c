import { UserSession } from './user-session.entity.js';
import { User } from './user.entity.js';

export { UserSession } from './user-session.entity.js';
export {
  GENDERS,
  NAME_LENGTH,
  NO_PASSWORD,
  ROLES,
  User,
  type Gender,
  type Role,
} from './user.entity.js';

/** Every table of the users. */
export const USER_ENTITIES = [User, UserSession];
