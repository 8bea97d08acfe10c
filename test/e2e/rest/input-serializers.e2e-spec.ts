import {
  Column,
  DataSource,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type DataSourceOptions,
  type Relation,
} from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/rest/exceptions.js';
import {
  asValidationError,
  attributesOf,
  CharField,
  HiddenField,
  PrimaryKeyRelatedField,
  UniqueTogether,
  validate,
  type DtoClass,
} from '../../../src/rest/serializers/input/index.js';
import { testSettings } from '../../support/settings.js';

@Entity()
class Product {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 50, unique: true })
  sn!: string;

  @Column({ type: 'varchar', length: 50, unique: true, nullable: true })
  barcode!: string | null;
}

@Entity()
@Unique('one_favourite_each', ['userId', 'product'])
class Favourite {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int', name: 'user_id' })
  userId!: number;

  @ManyToOne(() => Product, { nullable: false })
  @JoinColumn({ name: 'product_id' })
  product!: Relation<Product> | number;
}

class ProductInput {
  @CharField({ maxLength: 50, unique: () => Product }) sn!: string;
  @CharField({ maxLength: 50, allowNull: true, default: null, unique: () => Product })
  barcode!: string | null;
}

@UniqueTogether(() => Favourite, ['user', 'product'], { message: '已经收藏' })
class FavouriteInput {
  @HiddenField({ default: ({ user }) => user as number, source: 'userId' }) user!: number;
  @PrimaryKeyRelatedField(() => Product) product!: number;
}

describe('input serializers on the database of this mode', () => {
  const { databaseUrl } = testSettings();
  let dataSource: DataSource;

  beforeAll(async () => {
    const options: DataSourceOptions = databaseUrl
      ? { type: 'mysql', url: databaseUrl }
      : { type: 'better-sqlite3', database: ':memory:' };
    dataSource = await new DataSource({
      ...options,
      entities: [Product, Favourite],
      synchronize: true,
    }).initialize();
    await dataSource.manager.insert(Product, { id: 1, sn: 'A1', barcode: '690' });
  });
  afterAll(() => dataSource.destroy());

  /** Validates and writes; the error is rendered as the client would read it. */
  async function create(dto: DtoClass, entity: DtoClass, data: unknown, user?: number) {
    const { manager } = dataSource;
    try {
      const value = await validate(dto, data, { manager, partial: false, user });
      await manager.insert(entity, attributesOf(value));
      return 'created';
    } catch (error) {
      const known = error instanceof ValidationError ? error : undefined;
      const refusal = known ?? asValidationError(error, dto, dataSource);
      if (!refusal) throw error;
      return refusal.render('zh-hans');
    }
  }

  it('looks up keys, unique values and unique sets', async () => {
    expect(await create(FavouriteInput, Favourite, { product: 9 }, 1)).toEqual({
      product: ['无效主键 “9” － 对象不存在。'],
    });
    expect(await create(FavouriteInput, Favourite, { product: 1 }, 1)).toBe('created');
    expect(await create(FavouriteInput, Favourite, { product: 1 }, 1)).toEqual({
      non_field_errors: ['已经收藏'],
    });
    expect(await create(ProductInput, Product, { sn: 'A1', barcode: '690' })).toEqual({
      sn: ['该字段必须唯一。'],
      barcode: ['该字段必须唯一。'],
    });
    expect(await create(ProductInput, Product, { sn: 'A2' })).toBe('created');
    expect(await create(ProductInput, Product, { sn: 'A3' })).toBe('created');
  });

  it('gives every loser of a race the same refusal', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => create(FavouriteInput, Favourite, { product: 1 }, 2)),
    );
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome !== 'created') expect(outcome).toEqual({ non_field_errors: ['已经收藏'] });
    }
  });

  it.each([
    [{ sn: 'A1' }, 'sn'],
    [{ sn: 'new', barcode: '690' }, 'barcode'],
  ])('names the field of a violated index: %j', async (row, field) => {
    const error: unknown = await dataSource.manager.insert(Product, row).catch((e: unknown) => e);
    expect(asValidationError(error, ProductInput, dataSource)?.render('en')).toEqual({
      [field]: ['This field must be unique.'],
    });
    expect(asValidationError(error, FavouriteInput, dataSource)).toBeUndefined();
  });
});
