import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Movie } from './movie.entity.js';

/** What people do in a movie; one can do several things. */
export const MOVIE_WORKS = ['director', 'actor', 'editor'] as const;
export type MovieWork = (typeof MOVIE_WORKS)[number];

/** Somebody who makes movies. */
@Entity('movies_staff')
export class MovieStaff {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'varchar', length: 50 })
  name!: string;

  /** Path of the photo below the media folder; empty: none. */
  @Column({ type: 'varchar', length: 200, default: '' })
  photo!: string;

  @OneToMany(() => MovieRole, (role) => role.staff)
  roles!: Relation<MovieRole>[];
}

/** What somebody does in a movie, and at which place the movie names them. */
@Entity('movies_role')
@Index(['movieId', 'staffId', 'work'], { unique: true })
export class MovieRole {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  movieId!: number;

  @ManyToOne(() => Movie, (movie) => movie.roles, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'movieId' })
  movie!: Relation<Movie>;

  @Index()
  @Column({ type: 'int' })
  staffId!: number;

  @ManyToOne(() => MovieStaff, (staff) => staff.roles, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'staffId' })
  staff!: Relation<MovieStaff>;

  @Column({ type: 'varchar', length: 10 })
  work!: MovieWork;

  @Column({ type: 'int', default: 0 })
  position!: number;
}
