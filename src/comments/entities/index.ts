import { CommentBan } from './comment-ban.entity.js';
import { CommentLike } from './comment-like.entity.js';
import { Moderation } from './moderation.entity.js';
import { MovieComment } from './movie-comment.entity.js';

export { CommentBan } from './comment-ban.entity.js';
export { CommentLike } from './comment-like.entity.js';
export {
  Moderation,
  MODERATION_ACTIONS,
  REASON_LENGTH,
  type ModerationAction,
} from './moderation.entity.js';
export { COMMENT_LENGTH, MovieComment } from './movie-comment.entity.js';

/** Every table of the comments. */
export const COMMENT_ENTITIES = [MovieComment, CommentLike, CommentBan, Moderation];
