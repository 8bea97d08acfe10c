import { z } from 'zod';
import {
  count,
  flag,
  html,
  imagePath,
  key,
  longText,
  moment,
  optionalText,
  price,
  text,
} from './fields.js';

/**
 * The rows of an import file, section by section. Numbers arrive as text (see
 * {@link CatalogueRecord}) so that a price never passes through floating point. A field that may be
 * left out keeps its stored value, and takes a default where the row is new.
 */
const category = z
  .strictObject({
    code: key(30),
    name: text(30),
    description: longText().optional(),
    parent: key(30).nullable().optional(),
    position: count().optional(),
    is_tab: flag().optional(),
    is_index_series: flag().optional(),
  })
  .transform(({ is_tab, is_index_series, ...row }) => ({
    ...row,
    isTab: is_tab,
    isIndexSeries: is_index_series,
  }));

const brand = z.strictObject({
  category: key(30),
  name: text(30),
  description: optionalText(200).optional(),
  image: imagePath(),
});

const goods = z
  .strictObject({
    sn: key(50),
    name: text(100),
    category: key(30),
    brief: optionalText(500).optional(),
    description: html().optional(),
    market_price: price(),
    shop_price: price(),
    stock: count().optional(),
    sold_num: count().optional(),
    is_new: flag().optional(),
    is_hot: flag().optional(),
    ship_free: flag().optional(),
    front_image: imagePath(),
    images: z.array(imagePath(), { error: 'must be a list of paths' }).max(50).optional(),
    add_time: moment().optional(),
  })
  .transform((row) => ({
    sn: row.sn,
    name: row.name,
    category: row.category,
    brief: row.brief,
    description: row.description,
    marketPriceCents: row.market_price,
    shopPriceCents: row.shop_price,
    stock: row.stock,
    soldCount: row.sold_num,
    isNew: row.is_new,
    isHot: row.is_hot,
    isShipFree: row.ship_free,
    frontImage: row.front_image,
    images: row.images,
    createdAt: row.add_time,
  }));

const banner = z.strictObject({
  goods: key(50),
  image: imagePath(),
  position: count().optional(),
});

const indexAd = z.strictObject({ category: key(30), goods: key(50) });

const hotSearch = z.strictObject({ keywords: text(20), position: count().optional() });

/** How a row of each section is checked. */
export const ROW_SCHEMAS = {
  categories: category,
  brands: brand,
  goods,
  banners: banner,
  index_ads: indexAd,
  hot_searches: hotSearch,
} as const;

/** The parts of an import file. */
export type SectionName = keyof typeof ROW_SCHEMAS;

/** A checked row of a section. */
export type RowOf<Name extends SectionName> = z.output<(typeof ROW_SCHEMAS)[Name]>;

export const SECTION_NAMES = Object.keys(ROW_SCHEMAS) as SectionName[];

export function isSectionName(name: string): name is SectionName {
  return Object.hasOwn(ROW_SCHEMAS, name);
}

/** Columns that a CSV file of these rows may have, in the order of the documentation. */
export const CSV_COLUMNS = {
  categories: Object.keys(category.in.shape),
  goods: Object.keys(goods.in.shape),
} as const;

/** What a row is recognised by when it is imported again, for example the goods number. */
export const ROW_KEYS: { [Name in SectionName]: (row: RowOf<Name>) => string[] } = {
  categories: (row) => [row.code],
  brands: (row) => [row.category, row.name],
  goods: (row) => [row.sn],
  banners: (row) => [row.goods],
  index_ads: (row) => [row.category, row.goods],
  hot_searches: (row) => [row.keywords],
};
