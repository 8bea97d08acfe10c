import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Movie } from './movie.entity.js';

/** A picture of a movie. */
@Entity('movies_image')
export class MovieImage {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  movieId!: number;

  @ManyToOne(() => Movie, (movie) => movie.images, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'movieId' })
  movie!: Relation<Movie>;

  /** Path below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  image!: string;

  @Column({ type: 'int', default: 0 })
  position!: number;
}
