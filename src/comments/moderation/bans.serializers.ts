import { dateTime, field, serializer, through } from '../../rest/index.js';
import { CommentBan } from '../entities/index.js';

export const BanSerializer = serializer(CommentBan, 'CommentBan', {
  id: field(),
  user: field('userId'),
  user_name: through('user.username'),
  reason: field(),
  add_time: dateTime('createdAt'),
});
