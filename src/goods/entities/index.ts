import { Banner } from './banner.entity.js';
import { Brand } from './brand.entity.js';
import { CategoryVisits } from './category-visits.entity.js';
import { GoodsCategory } from './goods-category.entity.js';
import { GoodsImage } from './goods-image.entity.js';
import { GoodsSearch } from './goods-search.entity.js';
import { Goods } from './goods.entity.js';
import { HotSearchWord } from './hot-search-word.entity.js';
import { IndexAd } from './index-ad.entity.js';

export { CategoryLevel } from './goods-category.entity.js';
export {
  Banner,
  Brand,
  CategoryVisits,
  Goods,
  GoodsCategory,
  GoodsImage,
  GoodsSearch,
  HotSearchWord,
  IndexAd,
};

/** Every table of the catalogue. */
export const CATALOGUE_ENTITIES = [
  GoodsCategory,
  CategoryVisits,
  Goods,
  GoodsImage,
  GoodsSearch,
  Brand,
  Banner,
  IndexAd,
  HotSearchWord,
];
