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
import { Movie } from '../../movies/entities/index.js';
import { Cinema } from './cinema.entity.js';
import { Hall, Seat } from './hall.entities.js';

/** A movie in a hall at a time. */
@Entity('cinemas_screening')
@Index(['hallId', 'startsAt'])
@Index(['cinemaId', 'startsAt'])
@Index(['movieId', 'startsAt'])
export class Screening {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  movieId!: number;

  @ManyToOne(() => Movie, { nullable: false })
  @JoinColumn({ name: 'movieId' })
  movie!: Relation<Movie>;

  /** That of its hall. */
  @Column({ type: 'int' })
  cinemaId!: number;

  @ManyToOne(() => Cinema, { nullable: false })
  @JoinColumn({ name: 'cinemaId' })
  cinema!: Relation<Cinema>;

  @Column({ type: 'int' })
  hallId!: number;

  @ManyToOne(() => Hall, { nullable: false })
  @JoinColumn({ name: 'hallId' })
  hall!: Relation<Hall>;

  /** The layout that its seats are of, whatever becomes of the hall. */
  @Column({ type: 'int' })
  layoutId!: number;

  @Index()
  @Column({ type: 'datetime' })
  startsAt!: Date;

  @Column({ type: 'datetime' })
  endsAt!: Date;

  @Column({ type: 'varchar', length: 10 })
  language!: string;

  @Column({ type: 'varchar', length: 10 })
  format!: string;

  /** The lowest price of a seat, its fee included. */
  @Column({ type: 'int' })
  priceFromCents!: number;

  @Column({ type: 'boolean', default: false })
  isCancelled!: boolean;

  /** Counts the changes of its seats. */
  @Column({ type: 'int', default: 1 })
  version!: number;

  @OneToMany(() => ScreeningPrice, (price) => price.screening)
  prices!: Relation<ScreeningPrice>[];
}

/** What a seat of a zone costs. */
@Entity('cinemas_price')
@Index(['screeningId', 'zone'], { unique: true })
export class ScreeningPrice {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  screeningId!: number;

  @ManyToOne(() => Screening, (screening) => screening.prices, {
    onDelete: 'CASCADE',
    nullable: false,
  })
  @JoinColumn({ name: 'screeningId' })
  screening!: Relation<Screening>;

  /** Number of the zone. */
  @Column({ type: 'int' })
  zone!: number;

  @Column({ type: 'int' })
  priceCents!: number;

  /** On top of the price. */
  @Column({ type: 'int', default: 0 })
  feeCents!: number;
}

/** Free, held for somebody who is about to pay, sold, or not for sale. */
export const SEAT_STATES = ['free', 'held', 'sold', 'blocked'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** A seat of one screening: who has it. A hold that is over counts as free. */
@Entity('cinemas_screening_seat')
@Index(['screeningId', 'seatId'], { unique: true })
// Lists of cinemas and screenings count free seats by it alone.
@Index(['screeningId', 'state', 'heldUntil'])
export class ScreeningSeat {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  screeningId!: number;

  @ManyToOne(() => Screening, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'screeningId' })
  screening!: Relation<Screening>;

  @Column({ type: 'int' })
  seatId!: number;

  @ManyToOne(() => Seat, { nullable: false })
  @JoinColumn({ name: 'seatId' })
  seat!: Relation<Seat>;

  @Column({ type: 'varchar', length: 10, default: 'free' })
  state!: SeatState;

  /** Serial number of what it is held or sold for. */
  @Index()
  @Column({ type: 'varchar', length: 40, nullable: true })
  holder!: string | null;

  /** Who that is. */
  @Column({ type: 'int', nullable: true })
  holderId!: number | null;

  @Column({ type: 'datetime', nullable: true })
  heldUntil!: Date | null;
}
