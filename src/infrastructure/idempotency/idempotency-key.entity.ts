import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A key that a client gave to a request, so that it may repeat it. */
@Entity('idempotency_key')
@Index(['scope', 'userId', 'key'], { unique: true })
export class IdempotencyKey {
  @PrimaryGeneratedColumn()
  id!: number;

  /** What was asked for. */
  @Column({ type: 'varchar', length: 100 })
  scope!: string;

  @Column({ type: 'int' })
  userId!: number;

  /** SHA-256 of what the client sent: of any length, upper and lower case apart. */
  @Column({ type: 'varchar', length: 64 })
  key!: string;

  /** SHA-256 of the data of the request. */
  @Column({ type: 'varchar', length: 64 })
  fingerprint!: string;

  /** Id of what came of it. */
  @Column({ type: 'int', nullable: true })
  result!: number | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;
}
