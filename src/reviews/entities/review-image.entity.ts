import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Review } from './review.entity.js';

/** A picture of a review. */
@Entity('reviews_image')
export class ReviewImage {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  reviewId!: number;

  @ManyToOne(() => Review, (review) => review.images, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'reviewId' })
  review!: Relation<Review>;

  /** Path below the media folder. */
  @Index()
  @Column({ type: 'varchar', length: 200 })
  image!: string;
}
