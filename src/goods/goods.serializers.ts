import {
  computed,
  dateTime,
  field,
  many,
  media,
  money,
  nested,
  nestedOrEmpty,
  serializer,
} from '../rest/index.js';
import {
  Banner,
  Brand,
  Goods,
  GoodsCategory,
  GoodsImage,
  HotSearchWord,
  IndexAd,
} from './entities/index.js';

const categoryFields = {
  name: field(),
  code: field(),
  desc: field('description'),
  category_type: field('level'),
  is_tab: field('isTab'),
  add_time: dateTime('createdAt'),
  parent_category: field('parentId'),
};

/** A category without its children, as goods show theirs. */
export const CategorySerializer = serializer(GoodsCategory, 'Category', {
  id: field(),
  ...categoryFields,
});

/** A second-level category with the third level below it. */
export const SecondLevelCategorySerializer = serializer(GoodsCategory, 'SecondLevelCategory', {
  id: field(),
  sub_cat: many(CategorySerializer, 'children', ['position', 'id']),
  ...categoryFields,
});

/** A top category with both levels below it. */
export const CategoryTreeSerializer = serializer(GoodsCategory, 'CategoryTree', {
  id: field(),
  sub_cat: many(SecondLevelCategorySerializer, 'children', ['position', 'id']),
  ...categoryFields,
});

/** A picture of a goods page's carousel, as the goods show it. */
export const GoodsPictureSerializer = serializer(GoodsImage, 'GoodsPicture', {
  image: media(),
});

export const GoodsSerializer = serializer(Goods, 'Goods', {
  id: field(),
  category: nested(CategorySerializer),
  images: many(GoodsPictureSerializer),
  goods_sn: field('sn'),
  name: field(),
  click_num: field('clickCount'),
  sold_num: field('soldCount'),
  fav_num: field('favouriteCount'),
  comments: field('reviewCount'),
  score: computed(
    ['scoreTenths'],
    ({ scoreTenths }) => (typeof scoreTenths === 'number' ? scoreTenths / 10 : null),
    { type: ['number', 'null'], description: 'Average score of the reviews, 0 to 5.' },
  ),
  goods_num: field('stock'),
  market_price: money('marketPriceCents'),
  shop_price: money('shopPriceCents'),
  goods_brief: field('brief'),
  goods_desc: field('description'),
  ship_free: field('isShipFree'),
  goods_front_image: media('frontImage'),
  is_new: field('isNew'),
  is_hot: field('isHot'),
  add_time: dateTime('createdAt'),
});

export const GoodsImageSerializer = serializer(GoodsImage, 'GoodsImage', {
  id: field(),
  image: media(),
  add_time: dateTime('createdAt'),
  goods: field('goodsId'),
});

export const BrandSerializer = serializer(Brand, 'Brand', {
  id: field(),
  name: field(),
  desc: field('description'),
  image: media(),
  add_time: dateTime('createdAt'),
  category: field('categoryId'),
});

/** A top category on the home page with what `IndexSeries` puts together for it. */
class IndexSeriesRow extends GoodsCategory {
  brands!: Brand[];
  goods!: Goods[];
  adGoods!: Goods | null;
}

export const IndexSeriesSerializer = serializer(IndexSeriesRow, 'IndexSeries', {
  id: field(),
  brands: many(BrandSerializer),
  goods: many(GoodsSerializer),
  sub_cat: many(SecondLevelCategorySerializer, 'children'),
  ad_goods: nestedOrEmpty(GoodsSerializer, 'adGoods'),
  ...categoryFields,
});

export const BannerSerializer = serializer(Banner, 'Banner', {
  id: field(),
  image: media(),
  index: field('position'),
  add_time: dateTime('createdAt'),
  goods: field('goodsId'),
});

export const IndexAdSerializer = serializer(IndexAd, 'IndexAd', {
  id: field(),
  category: field('categoryId'),
  goods: field('goodsId'),
});

export const HotSearchWordSerializer = serializer(HotSearchWord, 'HotSearchWord', {
  id: field(),
  keywords: field(),
  index: field('position'),
  add_time: dateTime('createdAt'),
});
