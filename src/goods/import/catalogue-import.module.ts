import { Module } from '@nestjs/common';
import { GoodsModule } from '../goods.module.js';
import { CatalogueImportService } from './catalogue-import.service.js';

/** Imports of the catalogue from files, for commands and the back office. */
@Module({
  imports: [GoodsModule],
  providers: [CatalogueImportService],
  exports: [CatalogueImportService],
})
export class CatalogueImportModule {}
