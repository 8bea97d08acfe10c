import { bilingual } from '../languages.js';
import {
  booleanFilter,
  charFilter,
  FilterSet,
  numberFilter,
  orderQuery,
  SearchFilter,
} from '../rest/index.js';
import { categoryTree, subtreeIds } from './category-tree.js';
import { GoodsCategory } from './entities/goods-category.entity.js';
import { GoodsSearchIndex } from './search/goods-search-index.js';

/** Searches the goods by words in their texts. */
export function goodsSearch(parameter = 'search') {
  const texts = ['name', 'brief', 'description'] as const;
  return new SearchFilter(texts, new GoodsSearchIndex(), { parameter });
}

/** Binary floats miss a whole cent by far less than this. */
const ROUNDING = 1e-6;

const lowestPrice = numberFilter('shopPriceCents', 'gte', {
  convert: (yuan) => Math.ceil(yuan * 100 - ROUNDING),
  description: bilingual('Lowest price in yuan.', '最低价格（元）。'),
});

const highestPrice = numberFilter('shopPriceCents', 'lte', {
  convert: (yuan) => Math.floor(yuan * 100 + ROUNDING),
  description: bilingual('Highest price in yuan.', '最高价格（元）。'),
});

/** Goods that `top_click_num` shows at most. */
const MOST_VIEWED = 100;

const mostViewed = numberFilter(
  async (query, number, { parameter }) => {
    orderQuery(query, ['-clickCount']);
    const wanted = Math.min(Math.trunc(number), MOST_VIEWED);
    const top = query.clone().select(`${query.alias}.id`, 'id').limit(wanted);
    const rows = wanted < 1 ? [] : await top.getRawMany<{ id: number }>();
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) query.andWhere('1 = 0');
    else query.andWhere(`${query.alias}.id IN (:...${parameter})`, { [parameter]: ids });
  },
  'exact',
  {
    description: bilingual(
      `Only so many goods, those viewed most, at most ${MOST_VIEWED}; the first first.`,
      `只看浏览最多的若干件，最多 ${MOST_VIEWED} 件，多的在前。`,
    ),
  },
);

/** What `GET /goods/` can be narrowed by. */
export const GoodsFilter = new FilterSet({
  pricemin: lowestPrice,
  pricemax: highestPrice,
  min_price: lowestPrice,
  max_price: highestPrice,
  top_category: numberFilter(
    async (query, id, { request, parameter }) => {
      const ids = subtreeIds(await categoryTree(request.rest), Math.trunc(id));
      if (ids.length === 0) query.andWhere('1 = 0');
      else query.andWhere(`${query.alias}.categoryId IN (:...${parameter})`, { [parameter]: ids });
    },
    'exact',
    {
      description: bilingual(
        'Id of a category of any level; goods of all categories below it count.',
        '任意级别分类的 id；包含其下所有分类的商品。',
      ),
      rows: () => GoodsCategory,
    },
  ),
  name: charFilter('name', 'exact', { description: bilingual('The whole name.', '完整名称。') }),
  is_hot: booleanFilter('isHot', {
    description: bilingual('Only goods that are (or are not) hot.', '只看（或不看）热销商品。'),
  }),
  is_new: booleanFilter('isNew', {
    description: bilingual('Only goods that are (or are not) new.', '只看（或不看）新品。'),
  }),
  // The last: of the goods that pass the others.
  top_click_num: mostViewed,
});
