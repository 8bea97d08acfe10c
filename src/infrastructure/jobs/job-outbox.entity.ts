import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A job that a transaction wants done, until the queue has it. */
@Entity('job_outbox')
export class OutboxJob {
  /** A UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** Of what kind the job is. */
  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** Its id in the queue: handed over twice it is still one job, even when it is done. */
  @Column({ type: 'varchar', length: 100 })
  jobId!: string;

  /** As JSON. */
  @Column({ type: 'text' })
  payload!: string;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  /** When the sweep may hand it over; until then somebody else is about to. */
  @Index()
  @Column({ type: 'datetime' })
  dueAt!: Date;
}
