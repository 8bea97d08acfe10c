import { MOVIES_ADMIN } from './admin/index.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/users.module.js';
import { MoviesController } from './controllers/movies.controller.js';
import {
  MovieCountryController,
  MovieFormatController,
  MovieKindController,
  MovieStaffController,
} from './controllers/named.controllers.js';
import { MOVIE_ENTITIES } from './entities/index.js';
import { MovieImagesController } from './images/images.controller.js';
import { MovieRefresh } from './movie-refresh.js';
import { MovieViews } from './movie-views.js';
import { MovieFavouritesController } from './opinions/favourites.controller.js';
import { Opinions } from './opinions/opinions.service.js';
import { RatingsController } from './opinions/ratings.controller.js';

/** Movies: what is shown in the cinemas, and what people say of it. */
@Module({
  imports: [TypeOrmModule.forFeature(MOVIE_ENTITIES), UsersModule],
  controllers: [
    MoviesController,
    MovieKindController,
    MovieFormatController,
    MovieCountryController,
    MovieStaffController,
    MovieImagesController,
    RatingsController,
    MovieFavouritesController,
  ],
  providers: [MovieRefresh, MovieViews, Opinions, ...MOVIES_ADMIN],
  exports: [MovieRefresh, Opinions],
})
export class MoviesModule {}
