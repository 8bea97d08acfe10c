import { Group, Membership } from './group.entity.js';
import {
  GroupObjectPermission,
  GroupPermission,
  UserObjectPermission,
  UserPermission,
} from './permission.entities.js';
import { UserSession } from './user-session.entity.js';
import { User } from './user.entity.js';

export { Group, Membership, SITE_MANAGERS, STAFF_READERS } from './group.entity.js';
export {
  GroupObjectPermission,
  GroupPermission,
  UserObjectPermission,
  UserPermission,
} from './permission.entities.js';
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
export const USER_ENTITIES = [
  User,
  UserSession,
  Group,
  Membership,
  UserPermission,
  GroupPermission,
  UserObjectPermission,
  GroupObjectPermission,
];
