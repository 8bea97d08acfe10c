import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogueEvents } from './catalogue-events.js';
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
import { GoodsRefresh } from './goods-refresh.js';
import { GoodsSearchIndex } from './goods-search.js';
import { IndexSeries } from './index-series.js';
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
  ],
  providers: [CatalogueEvents, ClickCounter, GoodsRefresh, GoodsSearchIndex, IndexSeries, Stock],
  exports: [CatalogueEvents, GoodsRefresh, GoodsSearchIndex, Stock],
})
export class GoodsModule {}
