import {
  Column,
  Entity,
  Index,
  JoinTable,
  ManyToMany,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { MovieImage } from './movie-image.entity.js';
import { MovieRole } from './movie-staff.entities.js';
import { MovieCountry, MovieFormat, MovieKind, MovieSubtitle } from './named.entities.js';

/** In the cinemas, about to be, or no more. */
export const MOVIE_STATES = ['showing', 'coming', 'off'] as const;
export type MovieState = (typeof MOVIE_STATES)[number];

/** A movie. The counts are exact: they change in the transactions of the rows that they count. */
@Entity('movies_movie')
export class Movie {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Index()
  @Column({ type: 'varchar', length: 10 })
  status!: MovieState;

  /** HTML, sanitised on the way in; at most 60,000 bytes. */
  @Column({ type: 'text' })
  brief!: string;

  /** Path of the poster below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  poster!: string;

  @Index()
  @Column({ type: 'date' })
  releasedOn!: string;

  @Column({ type: 'int' })
  minutes!: number;

  @Index()
  @Column({ type: 'boolean', default: false })
  isBanner!: boolean;

  @Index()
  @Column({ type: 'boolean', default: false })
  isHot!: boolean;

  @Index()
  @Column({ type: 'boolean', default: false })
  isNew!: boolean;

  @Index()
  @Column({ type: 'int', default: 0 })
  viewCount!: number;

  /** Users who want to see it. */
  @Index()
  @Column({ type: 'int', default: 0 })
  wantCount!: number;

  /** Users who like it. */
  @Column({ type: 'int', default: 0 })
  likeCount!: number;

  @Column({ type: 'int', default: 0 })
  favouriteCount!: number;

  /** Ratings, and the sum of their stars. */
  @Column({ type: 'int', default: 0 })
  ratingCount!: number;

  @Column({ type: 'int', default: 0 })
  starSum!: number;

  /** Average of the stars in tenths, for sorting; null while nobody has rated it. */
  @Index()
  @Column({ type: 'int', nullable: true })
  starTenths!: number | null;

  @Column({ type: 'datetime' })
  createdAt!: Date;

  @ManyToMany(() => MovieKind)
  @JoinTable({ name: 'movies_movie_kinds' })
  kinds!: Relation<MovieKind>[];

  @ManyToMany(() => MovieFormat)
  @JoinTable({ name: 'movies_movie_formats' })
  formats!: Relation<MovieFormat>[];

  @ManyToMany(() => MovieCountry)
  @JoinTable({ name: 'movies_movie_countries' })
  countries!: Relation<MovieCountry>[];

  @ManyToMany(() => MovieSubtitle)
  @JoinTable({ name: 'movies_movie_subtitles' })
  subtitles!: Relation<MovieSubtitle>[];

  @OneToMany(() => MovieRole, (role) => role.movie)
  roles!: Relation<MovieRole>[];

  @OneToMany(() => MovieImage, (image) => image.movie)
  images!: Relation<MovieImage>[];
}
