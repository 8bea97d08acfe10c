import { Module } from '@nestjs/common';
import { CinemasModule } from '../cinemas/cinemas.module.js';
import { CatalogueImportModule } from '../goods/import/catalogue-import.module.js';
import { UsersModule } from '../users/users.module.js';
import { BoxOfficeDemo } from './box-office/box-office-demo.service.js';
import { ScreeningsAhead } from './box-office/screenings-ahead.js';
import { DemoService } from './demo.service.js';

/** The demo shop and box office. */
@Module({
  imports: [CatalogueImportModule, CinemasModule, UsersModule],
  providers: [DemoService, BoxOfficeDemo, ScreeningsAhead],
  exports: [DemoService, BoxOfficeDemo, ScreeningsAhead],
})
export class DemoModule {}
