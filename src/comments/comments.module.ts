import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MoviesModule } from '../movies/movies.module.js';
import { UsersModule } from '../users/users.module.js';
import { BansController } from './bans.controller.js';
import { MovieCommentsController, OwnCommentsController } from './comments.controllers.js';
import { Comments } from './comments.service.js';
import { COMMENT_ENTITIES } from './entities/index.js';

/** What users say of movies, and who may say it. */
@Module({
  imports: [TypeOrmModule.forFeature(COMMENT_ENTITIES), MoviesModule, UsersModule],
  controllers: [OwnCommentsController, MovieCommentsController, BansController],
  providers: [Comments],
})
export class CommentsModule {}
