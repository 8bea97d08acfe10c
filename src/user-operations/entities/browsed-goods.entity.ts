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

/** Goods that somebody has looked at, where there is no Redis to remember it; a later id is later. */
@Entity('browsed_goods')
@Index(['userId', 'goodsId'], { unique: true })
export class BrowsedGoods {
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
}
