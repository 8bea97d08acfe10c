import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { User } from './user.entity.js';

/** The group of those who look after the shop; the role `site_manager` belongs to it by itself. */
export const SITE_MANAGERS = 'site_managers';

/** The group of those who see what the staff see, and change nothing. */
export const STAFF_READERS = 'staff_readers';

/** Users who have some permissions together. DJANGO: django.contrib.auth.models.Group */
@Entity('users_group')
export class Group {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 150, unique: true })
  name!: string;
}

/** A user in a group. DJANGO: User.groups */
@Entity('users_membership')
export class Membership {
  @PrimaryColumn({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Index()
  @PrimaryColumn({ type: 'int' })
  groupId!: number;

  @ManyToOne(() => Group, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'groupId' })
  group!: Relation<Group>;
}
