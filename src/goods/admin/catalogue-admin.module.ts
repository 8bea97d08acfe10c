import { Module } from '@nestjs/common';
import { GoodsModule } from '../goods.module.js';
import { CatalogueImportModule } from '../import/catalogue-import.module.js';
import { CATALOGUE_ADMIN } from './index.js';

/** The catalogue in the back office. */
@Module({ imports: [GoodsModule, CatalogueImportModule], providers: CATALOGUE_ADMIN })
export class CatalogueAdminModule {}
