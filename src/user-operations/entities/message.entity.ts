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

/** Longest text, in characters: any such text fits into its column. */
export const TEXT_LENGTH = 10_000;

/** What somebody tells the shop, and what the shop says to it, with a file if need be. */
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

  @Index()
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

  /** What the shop says to it; null as long as it says nothing. */
  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  /** Whether there is an answer: lists are told apart by it. */
  @Index()
  @Column({ type: 'boolean', default: false })
  isAnswered!: boolean;

  @Column({ type: 'datetime', nullable: true })
  answeredAt!: Date | null;

  /** Who of the staff has answered. */
  @Column({ type: 'int', nullable: true })
  answeredById!: number | null;

  @ManyToOne(() => User, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'answeredById' })
  answeredBy!: Relation<User> | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}
