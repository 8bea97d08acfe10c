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

/** What a message is about, as the wire has it, with its name for people. */
export const MESSAGE_TYPES = [
  [1, '留言'],
  [2, '投诉'],
  [3, '询问'],
  [4, '售后'],
  [5, '求购'],
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number][0];

/** Longest subject, in characters. */
export const SUBJECT_LENGTH = 100;

/** What somebody tells the shop, with a file if need be. */
@Entity('user_message')
export class UserMessage {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Column({ type: 'int' })
  type!: MessageType;

  @Column({ type: 'varchar', length: SUBJECT_LENGTH })
  subject!: string;

  @Column({ type: 'text' })
  text!: string;

  /** Path below the media folder. */
  @Index()
  @Column({ type: 'varchar', length: 200, nullable: true })
  file!: string | null;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
