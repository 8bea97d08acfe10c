import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { User } from '../../users/entities/index.js';
import { REASON_LENGTH } from './moderation.entity.js';

/** Somebody who may not post comments. */
@Entity('comments_ban')
export class CommentBan {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int', unique: true })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Column({ type: 'varchar', length: REASON_LENGTH, default: '' })
  reason!: string;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
