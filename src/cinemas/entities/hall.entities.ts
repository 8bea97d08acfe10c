import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Cinema } from './cinema.entity.js';

/** A room with a screen. */
@Entity('cinemas_hall')
@Index(['cinemaId', 'name'], { unique: true })
export class Hall {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  cinemaId!: number;

  @ManyToOne(() => Cinema, (cinema) => cinema.halls, { nullable: false })
  @JoinColumn({ name: 'cinemaId' })
  cinema!: Relation<Cinema>;

  @Column({ type: 'varchar', length: 30 })
  name!: string;

  /** How long it takes to clean it after a screening. */
  @Column({ type: 'int', default: 15 })
  cleaningMinutes!: number;

  /** The layout of new screenings; null until it has one. */
  @Column({ type: 'int', nullable: true })
  layoutId!: number | null;
}

/** How the seats of a hall stand: one version of it, which never changes. */
@Entity('cinemas_layout')
@Index(['hallId', 'version'], { unique: true })
export class Layout {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  hallId!: number;

  @ManyToOne(() => Hall, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'hallId' })
  hall!: Relation<Hall>;

  /** Counted from 1 in each hall. */
  @Column({ type: 'int' })
  version!: number;

  /** Lines and columns of the drawing. */
  @Column({ type: 'int' })
  rows!: number;

  @Column({ type: 'int' })
  cols!: number;

  /** What stands above the seats. */
  @Column({ type: 'varchar', length: 20 })
  screen!: string;

  @OneToMany(() => Zone, (zone) => zone.layout)
  zones!: Relation<Zone>[];

  @OneToMany(() => Seat, (seat) => seat.layout)
  seats!: Relation<Seat>[];
}

/** Seats of one price. */
@Entity('cinemas_zone')
@Index(['layoutId', 'number'], { unique: true })
export class Zone {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  layoutId!: number;

  @ManyToOne(() => Layout, (layout) => layout.zones, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'layoutId' })
  layout!: Relation<Layout>;

  @Column({ type: 'int' })
  number!: number;

  @Column({ type: 'varchar', length: 20 })
  name!: string;

  /** E.g. `#8bc34a`. */
  @Column({ type: 'varchar', length: 7 })
  color!: string;
}

/** Normal, left and right half of a couple seat, wheelchair place. */
export const SEAT_TYPES = ['N', 'L', 'R', 'W'] as const;
export type SeatType = (typeof SEAT_TYPES)[number];

/** A place in a layout. */
@Entity('cinemas_seat')
@Index(['layoutId', 'gridRow', 'gridCol'], { unique: true })
export class Seat {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  layoutId!: number;

  @ManyToOne(() => Layout, (layout) => layout.seats, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'layoutId' })
  layout!: Relation<Layout>;

  /** Number of its zone. */
  @Column({ type: 'int' })
  zone!: number;

  /** As printed on the ticket. */
  @Column({ type: 'varchar', length: 5 })
  row!: string;

  @Column({ type: 'varchar', length: 5 })
  number!: string;

  /** Where it is drawn, from 1. */
  @Column({ type: 'int' })
  gridRow!: number;

  @Column({ type: 'int' })
  gridCol!: number;

  @Column({ type: 'varchar', length: 1 })
  type!: SeatType;

  /** The same for both halves of a couple seat; else null. */
  @Column({ type: 'int', nullable: true })
  pair!: number | null;
}
