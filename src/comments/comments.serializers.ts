import { dateTime, field, permitted, serializer, through } from '../rest/index.js';
import { MovieComment } from './entities/index.js';

/** A comment, and what the asking user may do with it. DRF: UserMovieCommentSerializer */
export const CommentSerializer = serializer(MovieComment, 'MovieComment', {
  id: field(),
  movie: field('movieId'),
  comments: field('text'),
  reply_to: field('replyToId'),
  update: permitted('change'),
  delete: permitted('delete'),
  is_deleted: field('isDeleted'),
  add_time: dateTime('createdAt'),
  update_time: dateTime('updatedAt'),
  user_name: through('user.username'),
});
