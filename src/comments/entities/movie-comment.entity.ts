import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Movie } from '../../movies/entities/index.js';
import { User } from '../../users/entities/index.js';

/** Longest comment, in characters. */
export const COMMENT_LENGTH = 255;

/** What somebody says of a movie, or in reply to a comment on it. */
@Entity('comments_comment')
@Index(['movieId', 'id'])
@Index(['userId', 'id'])
export class MovieComment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  movieId!: number;

  @ManyToOne(() => Movie, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'movieId' })
  movie!: Relation<Movie>;

  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Column({ type: 'varchar', length: COMMENT_LENGTH })
  text!: string;

  /** The comment that begins the thread: a reply to a reply belongs to the same one. */
  @Index()
  @Column({ type: 'int', nullable: true })
  replyToId!: number | null;

  @ManyToOne(() => MovieComment, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'replyToId' })
  replyTo!: Relation<MovieComment> | null;

  /** Its author is not heard any more, but others have replied: it keeps their thread together. */
  @Column({ type: 'boolean', default: false })
  isDeleted!: boolean;

  /** Users who like it; exact, as it changes in the transactions that change the likes. */
  @Column({ type: 'int', default: 0 })
  likeCount!: number;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @Column({ type: 'datetime' })
  updatedAt!: Date;
}
