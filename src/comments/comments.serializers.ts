import { computed, dateTime, field, permitted, serializer, through } from '../rest/index.js';
import { MovieComment } from './entities/index.js';

/** A comment, and what the asking user may do with it. DRF: UserMovieCommentSerializer */
export const CommentSerializer = serializer(MovieComment, 'MovieComment', {
  id: field(),
  movie: field('movieId'),
  comments: field('text'),
  reply_to: field('replyToId'),
  update: permitted('change', ['isDeleted'], (row) => !row.isDeleted && row.mayWrite === true),
  delete: permitted('delete', ['isDeleted'], (row) => !row.isDeleted),
  is_deleted: field('isDeleted'),
  like_num: field('likeCount'),
  liked: computed([], ({ liked }) => liked === true, { type: 'boolean' }),
  add_time: dateTime('createdAt'),
  update_time: dateTime('updatedAt'),
  user_name: through('user.username'),
});
