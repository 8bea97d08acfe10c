import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogueEvents } from './catalogue-events.js';
import { CategoryVisitCounter } from './category-visit-counter.js';
import { ClickCounter } from './click-counter.js';
import { BannerController } from './controllers/banner.controller.js';
import { BrandController } from './controllers/brand.controller.js';
import { CategoryController } from './controllers/category.controller.js';
import { GoodsImageController } from './controllers/goods-image.controller.js';
import { GoodsController } from './controllers/goods.controller.js';
import { HotSearchWordController } from './controllers/hot-search-word.controller.js';
import { IndexAdController } from './controllers/index-ad.controller.js';
import { IndexGoodsController } from './controllers/index-goods.controller.js';
import { NewGoodsController } from './controllers/new-goods.controller.js';
import { GoodsRatings } from './goods-ratings.js';
import { GoodsRefresh } from './goods-refresh.js';
import { GoodsSearchIndex } from './search/goods-search-index.js';
import { GoodsSearchRepair } from './search/goods-search-repair.js';
import { IndexSeries } from './index-series.js';
import {
  CategorySkusController,
  HotSkusController,
  SkuSearchController,
} from './meiduo/sku.controllers.js';
import { MeiduoPages } from './meiduo/pages/meiduo-pages.js';
import { PageJobs } from './meiduo/pages/pages.jobs.js';
import { Stock } from './stock.js';
import { CATALOGUE_ENTITIES } from './entities/index.js';

/** The catalogue: goods, their categories, and what the home page shows of them. */
@Module({
  imports: [TypeOrmModule.forFeature(CATALOGUE_ENTITIES)],
  controllers: [
    GoodsController,
    NewGoodsController,
    CategoryController,
    BannerController,
    IndexGoodsController,
    HotSearchWordController,
    BrandController,
    IndexAdController,
    GoodsImageController,
    CategorySkusController,
    HotSkusController,
    SkuSearchController,
  ],
  providers: [
    CatalogueEvents,
    CategoryVisitCounter,
    ClickCounter,
    GoodsRatings,
    GoodsRefresh,
    GoodsSearchIndex,
    GoodsSearchRepair,
    IndexSeries,
    MeiduoPages,
    PageJobs,
    Stock,
  ],
  exports: [
    CatalogueEvents,
    CategoryVisitCounter,
    GoodsRatings,
    GoodsRefresh,
    GoodsSearchIndex,
    Stock,
  ],
})
export class GoodsModule {}
