import { CommentBan } from './comment-ban.entity.js';
import { MovieComment } from './movie-comment.entity.js';

export { CommentBan } from './comment-ban.entity.js';
export { COMMENT_LENGTH, MovieComment } from './movie-comment.entity.js';

/** Every table of the comments. */
export const COMMENT_ENTITIES = [MovieComment, CommentBan];
