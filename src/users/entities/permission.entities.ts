import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Group } from './group.entity.js';
import { User } from './user.entity.js';

/** Longest name of a permission or of a model, in characters. */
const NAME_LENGTH = 100;

/** What a user may do with every object of a model. DJANGO: User.user_permissions */
@Entity('users_user_permission')
export class UserPermission {
  @PrimaryColumn({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  /** E.g. `goods.change_goods`. */
  @PrimaryColumn({ type: 'varchar', length: NAME_LENGTH })
  permission!: string;
}

/** What the members of a group may do with every object of a model. DJANGO: Group.permissions */
@Entity('users_group_permission')
export class GroupPermission {
  @PrimaryColumn({ type: 'int' })
  groupId!: number;

  @ManyToOne(() => Group, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'groupId' })
  group!: Relation<Group>;

  @PrimaryColumn({ type: 'varchar', length: NAME_LENGTH })
  permission!: string;
}

/** What a user may do with one object. DJANGO: guardian.models.UserObjectPermission */
@Entity('users_user_object_permission')
@Index(['model', 'objectId'])
export class UserObjectPermission {
  @PrimaryColumn({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  /** E.g. `goods.goods`. */
  @PrimaryColumn({ type: 'varchar', length: NAME_LENGTH })
  model!: string;

  @PrimaryColumn({ type: 'int' })
  objectId!: number;

  @PrimaryColumn({ type: 'varchar', length: NAME_LENGTH })
  permission!: string;
}

/** What the members of a group may do with one object. DJANGO: guardian.models.GroupObjectPermission */
@Entity('users_group_object_permission')
@Index(['model', 'objectId'])
export class GroupObjectPermission {
  @PrimaryColumn({ type: 'int' })
  groupId!: number;

  @ManyToOne(() => Group, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'groupId' })
  group!: Relation<Group>;

  @PrimaryColumn({ type: 'varchar', length: NAME_LENGTH })
  model!: string;

  @PrimaryColumn({ type: 'int' })
  objectId!: number;

  @PrimaryColumn({ type: 'varchar', length: NAME_LENGTH })
  permission!: string;
}
