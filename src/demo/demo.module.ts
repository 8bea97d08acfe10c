import { Module } from '@nestjs/common';
import { CatalogueImportModule } from '../goods/import/catalogue-import.module.js';
import { DemoService } from './demo.service.js';

/** The demo shop. */
@Module({ imports: [CatalogueImportModule], providers: [DemoService], exports: [DemoService] })
export class DemoModule {}
