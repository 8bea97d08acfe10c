import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { User } from '../../users/entities/index.js';

/**
 * Where somebody wants parcels. The areas are kept by name, as they were called when the address was
 * written; by id as well where the names are those of a province, a city of it and a district of
 * that.
 */
@Entity('user_address')
export class Address {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  /** The user whose default address it is: nobody has two. */
  @Index({ unique: true })
  @Column({ type: 'int', nullable: true })
  defaultOf!: number | null;

  @Column({ type: 'varchar', length: 20, default: '' })
  title!: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  province!: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  city!: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  district!: string;

  @Column({ type: 'int', nullable: true })
  provinceId!: number | null;

  @Column({ type: 'int', nullable: true })
  cityId!: number | null;

  @Column({ type: 'int', nullable: true })
  districtId!: number | null;

  /** Street and number. */
  @Column({ type: 'varchar', length: 100, default: '' })
  place!: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  receiver!: string;

  @Column({ type: 'varchar', length: 11, default: '' })
  mobile!: string;

  @Column({ type: 'varchar', length: 20, nullable: true })
  tel!: string | null;

  @Column({ type: 'varchar', length: 30, nullable: true })
  email!: string | null;

  /** An address that its owner has deleted is shown to nobody. */
  @Column({ type: 'boolean', default: false })
  isDeleted!: boolean;

  @Column({ type: 'datetime' })
  createdAt!: Date;

  @Column({ type: 'datetime' })
  updatedAt!: Date;
}
