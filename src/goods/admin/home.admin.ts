import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { Banner, Brand, HotSearchWord, IndexAd } from '../entities/index.js';
import { CatalogueAdmin } from './catalogue-admin.js';

/** Brands beside a top category. */
export class BrandAdmin extends CatalogueAdmin(Brand, {
  name: 'brands',
  label: bilingual('Brand', '品牌'),
  plural: bilingual('Brands', '品牌'),
  group: MENU.shop,
  title: 'name',
  list: ['image', 'name', 'category', 'createdAt'],
  links: ['name'],
  filters: ['category'],
  search: ['name'],
  form: [['name', 'category'], 'image', 'description'],
  viewOnSite: '/brands/:id/',
  fields: { description: { blank: true, required: false, default: '' } },
}) {}

/** Slides of the start page. */
export class BannerAdmin extends CatalogueAdmin(Banner, {
  name: 'banners',
  label: bilingual('Banner', '轮播图'),
  plural: bilingual('Banners', '轮播图'),
  group: MENU.shop,
  title: { needs: ['id'], of: ({ id }) => `#${String(id)}` },
  list: ['image', 'goods', 'position', 'createdAt'],
  editable: ['position'],
  filters: ['createdAt'],
  search: ['goods.name'],
  ordering: ['position'],
  form: [['goods', 'position'], 'image'],
  fields: { position: { label: bilingual('Position', '排序') } },
}) {}

/** What is advertised in a series of the start page. */
export class IndexAdAdmin extends CatalogueAdmin(IndexAd, {
  name: 'index-ads',
  label: bilingual('Advertisement of the start page', '首页广告'),
  plural: bilingual('Advertisements of the start page', '首页广告'),
  group: MENU.shop,
  title: { needs: ['id'], of: ({ id }) => `#${String(id)}` },
  list: ['category', 'goods'],
  filters: ['category'],
  search: ['goods.name'],
}) {}

/** Words under the search box. */
export class HotSearchWordAdmin extends CatalogueAdmin(HotSearchWord, {
  name: 'hot-words',
  label: bilingual('Hot word', '热搜词'),
  plural: bilingual('Hot words', '热搜词'),
  group: MENU.shop,
  title: 'keywords',
  list: ['keywords', 'position', 'createdAt'],
  editable: ['position'],
  filters: ['createdAt'],
  search: ['keywords'],
  ordering: ['-position'],
  form: [['keywords', 'position']],
  fields: { position: { label: bilingual('Position', '排序') } },
}) {}
