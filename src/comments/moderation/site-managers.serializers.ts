import { field, serializer } from '../../rest/index.js';
import { User } from '../../users/entities/index.js';

export const SiteManagerSerializer = serializer(User, 'SiteManager', {
  user: field('id'),
  user_name: field('username'),
});
