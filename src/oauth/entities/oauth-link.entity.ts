import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { OAuthProviderName } from '../oauth.settings.js';
import { User } from '../../users/entities/index.js';

/** Longest open id that a provider may give, in bytes. */
export const OPEN_ID_LENGTH = 100;

/**
 * Open ids are case-sensitive and MySQL's comparisons are not, which would take one person for
 * another: the table holds them in hexadecimal.
 */
const hexadecimal = {
  to: (text?: string) => text && Buffer.from(text).toString('hex'),
  from: (hex?: string) => hex && Buffer.from(hex, 'hex').toString(),
};

/**
 * An account at a provider that signs a user in. It belongs to one user, and a user has at most one
 * per provider.
 *
 * DJANGO: social_django.models.UserSocialAuth
 */
@Entity('oauth_link')
@Index(['provider', 'openId'], { unique: true })
@Index(['provider', 'userId'], { unique: true })
export class OAuthLink {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 20 })
  provider!: OAuthProviderName;

  /** Who it is, as the provider tells this shop. */
  @Column({ type: 'varchar', length: 2 * OPEN_ID_LENGTH, transformer: hexadecimal })
  openId!: string;

  @Index()
  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Column({ type: 'datetime' })
  createdAt!: Date;

  /** The user's token version when the link was made or confirmed. */
  @Column({ type: 'int', default: 0 })
  confirmedVersion!: number;

  /** Whether it waits to be confirmed; its user must be loaded. */
  get isSuspended(): boolean {
    return this.confirmedVersion < this.user.linkVersion;
  }
}
