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
import { Goods } from '../../goods/entities/index.js';
import { OrderLine } from '../../orders/index.js';
import { ReviewImage } from './review-image.entity.js';

/** Longest text of a review, in characters. */
export const COMMENT_LENGTH = 1000;
/** Best score; the worst is 0. */
export const BEST_SCORE = 5;

/** What a buyer says of goods of an order; once for each of its lines. */
@Entity('reviews_review')
@Index(['goodsId', 'isHidden'])
@Index(['goodsId', 'isHidden', 'score'])
@Index(['goodsId', 'isHidden', 'hasImages'])
@Index(['isHidden'])
@Index(['userId'])
export class Review {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int', unique: true })
  lineId!: number;

  @ManyToOne(() => OrderLine, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'lineId' })
  line!: Relation<OrderLine>;

  @Column({ type: 'int' })
  goodsId!: number;

  /** Not a foreign key: the goods may leave the catalogue. */
  @ManyToOne(() => Goods, { createForeignKeyConstraints: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods> | null;

  /** Who has written it: the buyer. */
  @Column({ type: 'int' })
  userId!: number;

  /** The buyer's name as others see it, so that nobody can look up who an anonymous one is. */
  @Column({ type: 'varchar', length: 150 })
  shownName!: string;

  @Column({ type: 'boolean' })
  isAnonymous!: boolean;

  /** 0 to 5. */
  @Column({ type: 'int' })
  score!: number;

  @Column({ type: 'varchar', length: COMMENT_LENGTH })
  comment!: string;

  @Column({ type: 'boolean' })
  hasImages!: boolean;

  /** Hidden by the staff; it does not count then. */
  @Column({ type: 'boolean', default: false })
  isHidden!: boolean;

  /** Id of the member of the staff who hid it, or showed it again, the last time. */
  @Column({ type: 'int', nullable: true })
  moderatedBy!: number | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @OneToMany(() => ReviewImage, (image) => image.review)
  images!: Relation<ReviewImage>[];
}
