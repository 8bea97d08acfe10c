import type { Type } from '@nestjs/common';
import type { FileReader } from '../../admin/imports/import-tasks.js';
import type { AdminRow } from '../../admin/model-admin.js';
import { field, serializer, through, ValidationError } from '../../rest/index.js';
import { Banner, Brand, Goods, GoodsCategory, HotSearchWord, IndexAd } from '../entities/index.js';
import { CatalogueFileError } from '../import/catalogue-file-error.js';
import type { SectionName } from '../import/catalogue-format.js';
import type { CatalogueImportService } from '../import/catalogue-import.service.js';
import { formatRowError } from '../import/import-report.js';
import { inYuan } from '../meiduo/yuan.js';

/** What rows of a catalogue are of, by the parts of its file. */
export const CATALOGUE_KINDS: Readonly<Record<SectionName, Type<AdminRow>>> = {
  categories: GoodsCategory,
  brands: Brand,
  goods: Goods,
  banners: Banner,
  index_ads: IndexAd,
  hot_searches: HotSearchWord,
};

/** Reads a catalogue as `npm run catalogue:import` takes it, in JSON or CSV. */
export function catalogueReader(importer: CatalogueImportService): FileReader {
  return async (path, listener, { kinds: sections, isDry }) => {
    try {
      const { rows, failed } = await importer.importFile(path, {
        sections,
        isTrial: isDry,
        onProgress: ({ rows: done, bytesRead, bytesTotal }) =>
          listener.onProgress(done, bytesTotal > 0 ? bytesRead / bytesTotal : 0),
        onRowError: (error) => listener.onError({ row: error.row, message: formatRowError(error) }),
      });
      return { rows, failed };
    } catch (error) {
      if (!(error instanceof CatalogueFileError)) throw error;
      throw new ValidationError({ file: [error.message] }, { cause: error });
    }
  };
}

/** A category as the import takes it. Its level follows from its parent. */
export const CATEGORY_FILE_ROW = serializer(GoodsCategory, 'CategoryFileRow', {
  code: field('code'),
  name: field('name'),
  description: field('description'),
  parent: through('parent.code'),
  position: field('position'),
  is_tab: field('isTab'),
  is_index_series: field('isIndexSeries'),
});

/**
 * Goods as the import takes them. Without the stock and what was sold: they go on while somebody
 * works on the file, and stay what they are where it says nothing.
 */
export const GOODS_FILE_ROW = serializer(Goods, 'GoodsFileRow', {
  sn: field('sn'),
  name: field('name'),
  category: through('category.code'),
  brief: field('brief'),
  description: field('description'),
  market_price: inYuan('marketPriceCents'),
  shop_price: inYuan('shopPriceCents'),
  is_new: field('isNew'),
  is_hot: field('isHot'),
  ship_free: field('isShipFree'),
  front_image: field('frontImage'),
});
