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

/** Goods that somebody has marked; each at most once. */
@Entity('favourite')
@Index(['userId', 'goodsId'], { unique: true })
export class Favourite {
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

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}
