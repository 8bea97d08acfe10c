import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { COMMENT_LENGTH } from './movie-comment.entity.js';

/** What those do who look after the comments. */
export const MODERATION_ACTIONS = ['ban', 'unban', 'delete', 'appoint', 'dismiss'] as const;
export type ModerationAction = (typeof MODERATION_ACTIONS)[number];

/** Longest reason, in characters. */
export const REASON_LENGTH = 200;

/** Longest name of a user, in characters. */
const USERNAME_LENGTH = 150;

/**
 * Something that somebody did to the comments or the rights of another. Never changed, and kept
 * when the users and the comment are gone: it refers to nothing.
 */
@Entity('comments_moderation')
@Index(['userId', 'id'])
@Index(['actorId', 'id'])
@Index(['action', 'id'])
export class Moderation {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 10 })
  action!: ModerationAction;

  /** Who did it. */
  @Column({ type: 'int' })
  actorId!: number;

  @Column({ type: 'varchar', length: USERNAME_LENGTH })
  actorName!: string;

  /** To whom. */
  @Column({ type: 'int' })
  userId!: number;

  @Column({ type: 'varchar', length: USERNAME_LENGTH })
  userName!: string;

  /** The comment that was deleted, and what it said. */
  @Column({ type: 'int', nullable: true })
  commentId!: number | null;

  @Column({ type: 'varchar', length: COMMENT_LENGTH, default: '' })
  text!: string;

  @Column({ type: 'varchar', length: REASON_LENGTH, default: '' })
  reason!: string;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}
