import { dateTime, field, message, serializer } from '../../../src/rest/index.js';
import {
  BooleanField,
  CharField,
  ChoiceField,
  DateTimeField,
  HiddenField,
  IntegerField,
  PrimaryKeyRelatedField,
  UniqueTogether,
} from '../../../src/rest/serializers/input/index.js';
import { Book, GENRES, Shelf } from './entities.js';
import type { Reader } from './readers.js';

export const ShelfSerializer = serializer(Shelf, 'Shelf', { id: field(), name: field() });

export class ShelfInput {
  @CharField({ maxLength: 20, unique: () => Shelf }) name!: string;
}

export const BookSerializer = serializer(Book, 'Book', {
  id: field(),
  title: field(),
  isbn: field(),
  genre: field(),
  copies: field(),
  is_public: field('isPublic'),
  borrowed_at: dateTime('borrowedAt'),
  shelf: field('shelfId'),
});

@UniqueTogether(() => Book, ['owner', 'title'])
export class BookInput {
  @HiddenField({ default: ({ user }) => (user as Reader).id, source: 'ownerId' })
  owner!: number;

  @CharField({ maxLength: 40, label: message({ en: 'Title', 'zh-hans': '书名' }) })
  title!: string;

  @CharField({ maxLength: 13, unique: () => Book }) isbn!: string;
  @ChoiceField({ choices: GENRES, default: 'novel' }) genre!: string;
  @IntegerField({ minValue: 0, maxValue: 1000, required: false }) copies!: number;
  @BooleanField({ default: false, source: 'isPublic' }) is_public!: boolean;

  @DateTimeField({ required: false, allowNull: true, source: 'borrowedAt' })
  borrowed_at!: Date | null;

  @PrimaryKeyRelatedField(() => Shelf, { source: 'shelfId' }) shelf!: number;
}
