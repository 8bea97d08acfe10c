import { bilingual } from '../languages.js';
import { Movie } from '../movies/entities/index.js';
import { CharField, PrimaryKeyRelatedField } from '../rest/index.js';
import { COMMENT_LENGTH, MovieComment } from './entities/index.js';

const LABEL = bilingual('Comment', '评论');

/** DRF: UserMovieCommentSerializer */
export class CommentInput {
  @PrimaryKeyRelatedField(() => Movie, { source: 'movieId', example: 1 })
  movie!: number;

  @CharField({ maxLength: COMMENT_LENGTH, source: 'text', label: LABEL, example: '好看！' })
  comments!: string;

  @PrimaryKeyRelatedField(() => MovieComment, {
    source: 'replyToId',
    required: false,
    allowNull: true,
    queryset: (query) => query.andWhere(`${query.alias}.isDeleted = :gone`, { gone: false }),
  })
  reply_to?: number | null;
}

/** What is said can be changed, but neither the movie nor the thread. */
export class CommentChangeInput {
  @CharField({ maxLength: COMMENT_LENGTH, source: 'text', label: LABEL, example: '非常好看！' })
  comments!: string;
}
