import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Goods } from '../../goods/entities/index.js';
import { User } from '../../users/entities/index.js';

/** So many pieces of some goods in somebody's cart; a cart has each goods at most once. */
@Entity('cart_line')
@Index(['userId', 'goodsId'], { unique: true })
export class CartLine {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Index()
  @Column({ type: 'int' })
  goodsId!: number;

  @ManyToOne(() => Goods, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods>;

  /** Pieces; at least 1. */
  @Column({ type: 'int' })
  quantity!: number;

  /** Whether the next order takes the line. */
  @Column({ type: 'boolean', default: true })
  isSelected!: boolean;

  /**
   * The line's pieces have been taken out of the stock and are kept for it until then; null: they
   * are still in the stock.
   */
  @Index()
  @Column({ type: 'datetime', nullable: true })
  reservedUntil!: Date | null;

  @Column({ type: 'datetime' })
  createdAt!: Date;

  @Column({ type: 'datetime' })
  updatedAt!: Date;
}
