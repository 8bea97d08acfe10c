import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

export const TASK_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What is wrong with one row of a task. */
export interface TaskError {
  readonly row: number;
  readonly message: string;
}

/** Longest text that says how a task has ended. */
export const MESSAGE_LENGTH = 500;

/** Work on many rows that somebody asked for, and how far it has come. */
@Entity('admin_task')
@Index(['state', 'aliveAt'])
export class AdminTask {
  /** A UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'int' })
  userId!: number;

  @Column({ type: 'varchar', length: 50 })
  resource!: string;

  @Column({ type: 'varchar', length: 50 })
  action!: string;

  @Column({ type: 'varchar', length: 10, default: 'waiting' })
  state!: TaskState;

  /** How often it was begun. */
  @Column({ type: 'int', default: 0 })
  tries!: number;

  /** When whoever does it has last been heard of, or was asked to do it. */
  @Column({ type: 'datetime', nullable: true })
  aliveAt!: Date | null;

  @Column({ type: 'int', default: 0 })
  done!: number;

  /** Rows in all; 0 while that is not known. */
  @Column({ type: 'int', default: 0 })
  total!: number;

  /** The last row that has been looked at; work goes on behind it. */
  @Column({ type: 'int', default: 0 })
  cursor!: number;

  @Column({ type: 'varchar', length: MESSAGE_LENGTH, default: '' })
  message!: string;

  /** What is wrong with some rows; not more than a few. */
  @Column({ type: 'simple-json' })
  errors!: TaskError[];

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}

/** A piece of what a task works on; short enough for every database. */
@Entity('admin_task_part')
export class AdminTaskPart {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  taskId!: string;

  @ManyToOne(() => AdminTask, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'taskId' })
  task!: Relation<AdminTask>;

  /** `work`: what is to be done; `file`: what was sent for it. */
  @PrimaryColumn({ type: 'varchar', length: 10 })
  content!: 'work' | 'file';

  @PrimaryColumn({ type: 'int' })
  position!: number;

  @Column({ type: 'blob' })
  bytes!: Buffer;
}
