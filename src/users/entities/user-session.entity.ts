import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { User } from './user.entity.js';

/**
 * A browser that a user has signed in with.
 *
 * DJANGO: django.contrib.sessions.models.Session
 */
@Entity('users_session')
export class UserSession {
  /** Fingerprint of the id that the browser has. */
  @PrimaryColumn({ type: 'varchar', length: 43 })
  key!: string;

  @Index()
  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  /** The user's `tokenVersion` at the sign-in: a new password ends sessions as it ends tokens. */
  @Column({ type: 'int' })
  version!: number;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @Index()
  @Column({ type: 'datetime' })
  seenAt!: Date;

  /** Lasts its whole time even if it is not used. */
  @Column({ type: 'boolean', default: false })
  isRemembered!: boolean;
}
