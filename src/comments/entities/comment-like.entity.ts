import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { User } from '../../users/entities/index.js';
import { MovieComment } from './movie-comment.entity.js';

/** A comment that somebody likes. */
@Entity('comments_like')
export class CommentLike {
  @PrimaryColumn({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Index()
  @PrimaryColumn({ type: 'int' })
  commentId!: number;

  @ManyToOne(() => MovieComment, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'commentId' })
  comment!: Relation<MovieComment>;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
