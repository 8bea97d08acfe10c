import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What has become of one field. */
export interface FieldChange {
  /** On the wire. */
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Longest name of an object that is kept, in characters. */
export const LABEL_LENGTH = 200;

/**
 * What somebody did with an object in the back office. Never changed, and kept when the object or
 * the user is gone.
 *
 * DJANGO: django.contrib.admin.models.LogEntry
 */
@Entity('admin_log_entry')
@Index(['resource', 'objectId'])
export class AdminLogEntry {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  /** Null: a command or job. */
  @Index()
  @Column({ type: 'int', nullable: true })
  userId!: number | null;

  /** As the user was called then. */
  @Column({ type: 'varchar', length: 150 })
  userName!: string;

  @Column({ type: 'varchar', length: 50 })
  resource!: string;

  @Column({ type: 'int' })
  objectId!: number;

  /** What the object was called then. */
  @Column({ type: 'varchar', length: LABEL_LENGTH })
  objectLabel!: string;

  /** `add`, `change`, `delete`, or the name of an action. */
  @Column({ type: 'varchar', length: 50 })
  action!: string;

  @Column({ type: 'simple-json' })
  changes!: FieldChange[];
}
