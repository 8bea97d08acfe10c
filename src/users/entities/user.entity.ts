import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What a user may do: shop, look after the shop, or do everything. */
export const ROLES = ['customer', 'site_manager', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const GENDERS = ['male', 'female'] as const;
export type Gender = (typeof GENDERS)[number];

/** What stands for the hash of a password that nobody has. DJANGO: make_password(None) */
export const NO_PASSWORD = '!';

/** Longest name for people, in characters. */
export const NAME_LENGTH = 30;

/**
 * Somebody with an account.
 *
 * DJANGO: django.contrib.auth.models.AbstractUser
 */
@Entity('users_user')
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  /** As `normaliseUsername` leaves it. */
  @Column({ type: 'varchar', length: 150, unique: true })
  username!: string;

  /** An argon2id hash, or one exported from Django until its owner signs in. */
  @Column({ type: 'varchar', length: 255 })
  passwordHash!: string;

  /** Proven by a code that was sent there; signs in and resets the password. */
  @Column({ type: 'varchar', length: 11, unique: true, nullable: true })
  mobile!: string | null;

  /** Given without a proof: it may be anybody's, and counts for nothing until it is proven. */
  @Index()
  @Column({ type: 'varchar', length: 11, nullable: true })
  pendingMobile!: string | null;

  /** Proven by a code or link that was sent there; signs in. In lower case. */
  @Column({ type: 'varchar', length: 254, unique: true, nullable: true })
  email!: string | null;

  /** As `pendingMobile`. */
  @Index()
  @Column({ type: 'varchar', length: 254, nullable: true })
  pendingEmail!: string | null;

  /** Names the only verification link that counts; null when none is out. */
  @Column({ type: 'varchar', length: 32, nullable: true })
  emailTokenId!: string | null;

  @Column({ type: 'varchar', length: NAME_LENGTH, default: '' })
  name!: string;

  /** `YYYY-MM-DD` */
  @Column({ type: 'date', nullable: true })
  birthday!: string | null;

  @Column({ type: 'varchar', length: 6, default: 'female' })
  gender!: Gender;

  /** Path below the media folder. */
  @Index()
  @Column({ type: 'varchar', length: 200, nullable: true })
  avatar!: string | null;

  @Index()
  @Column({ type: 'varchar', length: 20, default: 'customer' })
  role!: Role;

  /** A user that is not active can neither sign in nor use a token. */
  @Column({ type: 'boolean', default: true })
  isActive!: boolean;

  /** Counts the events that ended all tokens issued before, such as a new password. */
  @Column({ type: 'int', default: 0 })
  tokenVersion!: number;

  /**
   * Linked accounts sign in if they were confirmed at this token version or later: whoever gets a
   * new password by a code, or signs out everywhere, may have had a stranger's account linked.
   */
  @Column({ type: 'int', default: 0 })
  linkVersion!: number;

  /** Id of the one token of the version before that still counts: it changed the password. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  keptTokenId!: string | null;

  @Column({ type: 'datetime', nullable: true })
  lastLoginAt!: Date | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  /** Whether there is a password that signs in. DJANGO: User.has_usable_password */
  get hasPassword(): boolean {
    return !this.passwordHash.startsWith(NO_PASSWORD);
  }

  /** DJANGO: User.is_staff */
  get isStaff(): boolean {
    return this.role !== 'customer';
  }

  /** DJANGO: User.is_superuser */
  get isSuperuser(): boolean {
    return this.role === 'administrator';
  }
}
