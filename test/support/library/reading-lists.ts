import {
  Column,
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import {
  AllowAny,
  CharField,
  date,
  DateField,
  decimal,
  DecimalField,
  duration,
  DurationField,
  field,
  formatted,
  hyperlink,
  HyperlinkedRelatedField,
  IntegerField,
  JSONField,
  keys,
  many,
  ManyRelatedField,
  ModelViewSet,
  NestedField,
  serializer,
  SlugRelatedField,
  through,
  time,
  TimeField,
  ViewSet,
} from '../../../src/rest/index.js';
import { Shelf } from './entities.js';

@Entity('library_label')
export class Label {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 20, unique: true }) slug!: string;
  @ManyToMany(() => ReadingList, (list) => list.labels) lists!: Relation<ReadingList>[];
}

@Entity('library_reading_list')
export class ReadingList {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 40 }) title!: string;
  @Column({ type: 'decimal', precision: 6, scale: 2, nullable: true }) price!: string | null;
  @Column({ type: 'bigint', nullable: true }) duration!: number | null;
  @Column({ type: 'time', nullable: true }) opens!: string | null;
  @Column({ type: 'date', nullable: true }) day!: string | null;
  @Column({ type: 'simple-json', nullable: true }) extra!: unknown;

  @Column({ type: 'int', nullable: true }) shelfId!: number | null;
  @ManyToOne(() => Shelf, { nullable: true })
  @JoinColumn({ name: 'shelfId' })
  shelf!: Relation<Shelf> | null;

  @Column({ type: 'int', nullable: true }) otherId!: number | null;
  @ManyToOne(() => Shelf, { nullable: true })
  @JoinColumn({ name: 'otherId' })
  other!: Relation<Shelf> | null;

  @ManyToMany(() => Label, (label) => label.lists)
  @JoinTable({ name: 'library_reading_list_label' })
  labels!: Relation<Label>[] | number[];

  @OneToMany(() => ListEntry, (entry) => entry.list) entries!: Relation<ListEntry>[];
}

@Entity('library_list_entry')
export class ListEntry {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 20, unique: true }) note!: string;
  @ManyToOne(() => ReadingList, (list) => list.entries, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'list_id' })
  list!: Relation<ReadingList> | number;
}

const ListEntrySerializer = serializer(ListEntry, 'ListEntry', { id: field(), note: field() });

export const ReadingListSerializer = serializer(ReadingList, 'ReadingList', {
  url: hyperlink('reading-lists'),
  id: field(),
  title: field(),
  price: decimal('price', 2),
  duration: duration(),
  opens: time(),
  day: date(),
  shown_day: formatted('day', '%d.%m.%Y'),
  extra: field(),
  shelf: through('shelf.name'),
  shelf_id: through('shelf.id'),
  other: hyperlink('shelves', 'otherId'),
  labels: keys(),
  entries: many(ListEntrySerializer),
});

const LabelSerializer = serializer(Label, 'Label', { id: field(), slug: field(), lists: keys() });

class EntryInput {
  @IntegerField({ required: false }) id?: number;
  @CharField({ maxLength: 20 }) note!: string;
}

export class ReadingListInput {
  @CharField({ maxLength: 40 }) title!: string;
  @DecimalField({ maxDigits: 6, decimalPlaces: 2, required: false }) price!: string;
  @DurationField({ required: false }) duration!: number;
  @TimeField({ required: false }) opens!: string;
  @DateField({ required: false, inputFormats: ['%d.%m.%Y', 'iso-8601'] }) day!: string;
  @JSONField({ required: false }) extra!: unknown;
  @SlugRelatedField(() => Shelf, 'name', { required: false, source: 'shelfId' }) shelf!: number;
  @HyperlinkedRelatedField(() => Shelf, 'shelves', { required: false, source: 'otherId' })
  other!: number;
  @ManyRelatedField(() => Label, { required: false }) labels!: number[];
  @NestedField(() => EntryInput, { many: true, required: false, maxLength: 5 })
  entries!: EntryInput[];
}

class LabelInput {
  @CharField({ maxLength: 20, unique: () => Label }) slug!: string;
  @ManyRelatedField(() => ReadingList, { required: false }) lists!: number[];
}

@ViewSet({
  path: 'reading-lists',
  serializers: ReadingListSerializer,
  inputs: ReadingListInput,
  authentication: [],
  permissions: [AllowAny],
})
export class ReadingListViewSet extends ModelViewSet(ReadingList) {}

@ViewSet({
  path: 'labels',
  serializers: LabelSerializer,
  inputs: LabelInput,
  authentication: [],
  permissions: [AllowAny],
})
export class LabelViewSet extends ModelViewSet(Label) {}
