import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { User } from '../../users/entities/index.js';
import { Movie } from './movie.entity.js';

/** The fewest and the most stars, as the wire has them. */
export const STARS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;
export type Star = (typeof STARS)[number];

/** What one user thinks of one movie; each user has one opinion of a kind on a movie. */
abstract class Opinion {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Index()
  @Column({ type: 'int' })
  movieId!: number;

  @ManyToOne(() => Movie, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'movieId' })
  movie!: Relation<Movie>;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}

/** So many stars for a movie. */
@Entity('movies_rating')
@Index(['userId', 'movieId'], { unique: true })
export class MovieRating extends Opinion {
  /** A number in the table, so that it can be summed up. */
  @Column({ type: 'int', transformer: { to: Number, from: String } })
  star!: Star;
}

/** A movie that somebody has marked. */
@Entity('movies_favourite')
@Index(['userId', 'movieId'], { unique: true })
export class MovieFavourite extends Opinion {}

/** A movie that somebody wants to see. */
@Entity('movies_want')
@Index(['userId', 'movieId'], { unique: true })
export class MovieWant extends Opinion {}

/** A movie that somebody likes. */
@Entity('movies_like')
@Index(['userId', 'movieId'], { unique: true })
export class MovieLike extends Opinion {}
