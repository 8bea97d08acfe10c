import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';

@Entity('library_shelf')
export class Shelf {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 20, unique: true })
  name!: string;

  @OneToMany(() => Book, (book) => book.shelf)
  books!: Relation<Book>[];
}

export const GENRES = ['novel', 'poetry', 'science'] as const;

@Entity('library_book')
@Unique('one_title_per_owner', ['ownerId', 'title'])
export class Book {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  ownerId!: number;

  @Index({ fulltext: true })
  @Column({ type: 'varchar', length: 40 })
  title!: string;

  @Column({ type: 'varchar', length: 13, unique: true })
  isbn!: string;

  @Column({ type: 'varchar', length: 10 })
  genre!: (typeof GENRES)[number];

  @Column({ type: 'int', default: 1 })
  copies!: number;

  /** Others may read it too. */
  @Column({ type: 'boolean', default: false })
  isPublic!: boolean;

  @Column({ type: 'datetime', default: null, nullable: true })
  borrowedAt!: Date | null;

  /** Path below the media folder. */
  @Column({ type: 'varchar', length: 200, default: null, nullable: true })
  cover!: string | null;

  @Column({ type: 'int' })
  shelfId!: number;

  @ManyToOne(() => Shelf, (shelf) => shelf.books, { nullable: false })
  @JoinColumn({ name: 'shelfId' })
  shelf!: Relation<Shelf>;
}

export const LIBRARY_ENTITIES = [Shelf, Book];
