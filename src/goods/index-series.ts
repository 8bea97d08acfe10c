import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Rest, type Row } from '../rest/index.js';
import { categoryTree, subtreeIds } from './category-tree.js';
import { Brand, CategoryLevel, Goods, IndexAd } from './entities/index.js';
import { goodsRows } from './goods-rows.js';

/** Most goods a series shows: a home page is no place for a whole category of a large shop. */
const MOST_GOODS = 100;

/** A piece of goods in a series, as one of its goods or as its advertisement. */
interface Member {
  readonly seriesId: number;
  readonly goodsId: number;
  readonly isAd: 0 | 1;
}

/**
 * The home page's series: for every category marked as one its brands, its tree, its advertised
 * goods and its goods. The number of queries is fixed, however many series and goods there are.
 */
@Injectable()
export class IndexSeries {
  constructor(private readonly rest: Rest) {}

  /** Rows for the `IndexSeriesSerializer`, in order of id. */
  async load(): Promise<Row[]> {
    const tree = await categoryTree(this.rest);
    const series = [...tree.values()].filter(
      ({ level, isIndexSeries }) => level === CategoryLevel.Top && isIndexSeries,
    );
    if (series.length === 0) return [];
    const ids = series.map(({ id }) => id);
    const [brands, members] = await Promise.all([
      this.rest.dataSource.manager.find(Brand, {
        where: { categoryId: In(ids) },
        order: { id: 'ASC' },
      }),
      this.members(new Map(ids.map((id) => [id, subtreeIds(tree, id)]))),
    ]);
    const goods = await goodsRows(
      this.rest.dataSource.manager,
      members.map(({ goodsId }) => goodsId),
    );
    return series.map((category) => {
      const own = members.filter(({ seriesId }) => seriesId === category.id);
      const ad = own.find(({ isAd }) => isAd === 1);
      return {
        ...category,
        brands: brands.filter(({ categoryId }) => categoryId === category.id),
        goods: own.filter(({ isAd }) => isAd === 0).map(({ goodsId }) => goods.get(goodsId)!),
        adGoods: ad ? goods.get(ad.goodsId)! : null,
      };
    });
  }

  /** The advertised goods and the first goods of every series, in one query. */
  private async members(subtrees: ReadonlyMap<number, readonly number[]>): Promise<Member[]> {
    const { manager } = this.rest.dataSource;
    const queries = [...subtrees].map(([seriesId, categories]) =>
      manager
        .createQueryBuilder(Goods, 'goods')
        .select(`${Number(seriesId)}`, 'seriesId')
        .addSelect('goods.id', 'goodsId')
        .addSelect('0', 'isAd')
        .where('goods.categoryId IN (:...categories)', { categories })
        .orderBy('goods.id')
        .limit(MOST_GOODS)
        .getQueryAndParameters(),
    );
    queries.push(
      manager
        .createQueryBuilder(IndexAd, 'ad')
        .select('ad.categoryId', 'seriesId')
        .addSelect('ad.goodsId', 'goodsId')
        .addSelect('1', 'isAd')
        .where('ad.categoryId IN (:...series)', { series: [...subtrees.keys()] })
        .orderBy('ad.id')
        .getQueryAndParameters(),
    );
    // TypeORM's query builder has no UNION, and orders the selected columns as it likes.
    const sql = queries.map(
      ([part], index) => `SELECT seriesId, goodsId, isAd FROM (${part}) part${index}`,
    );
    return manager.query<Member[]>(
      sql.join(' UNION ALL '),
      queries.flatMap(([, parameters]) => parameters),
    );
  }
}
