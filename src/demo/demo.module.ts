import { Module } from '@nestjs/common';
import { CinemasModule } from '../cinemas/cinemas.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { CatalogueImportModule } from '../goods/import/catalogue-import.module.js';
import { MoviesModule } from '../movies/movies.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoAdministrator } from './administrator.js';
import { DemoAudience } from './box-office/audience.js';
import { BoxOfficeDemo } from './box-office/box-office-demo.service.js';
import { ScreeningsAhead } from './box-office/screenings-ahead.js';
import { DemoService } from './demo.service.js';

/** The demo shop and box office. */
@Module({
  imports: [CatalogueImportModule, CinemasModule, CommentsModule, MoviesModule, UsersModule],
  providers: [DemoService, DemoAdministrator, BoxOfficeDemo, DemoAudience, ScreeningsAhead],
  exports: [DemoService, DemoAdministrator, BoxOfficeDemo, ScreeningsAhead],
})
export class DemoModule {}
