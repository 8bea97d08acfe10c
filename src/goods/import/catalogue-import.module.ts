import { Module } from '@nestjs/common';
import { GoodsModule } from '../goods.module.js';
import { CatalogueImportService } from './catalogue-import.service.js';

/** Imports of the catalogue from files; needed by commands, not by the API. */
@Module({
  imports: [GoodsModule],
  providers: [CatalogueImportService],
  exports: [CatalogueImportService],
})
export class CatalogueImportModule {}
