import { CommentAdmin, CommentBanAdmin, ModerationAdmin } from './comments.admin.js';
import { CommentBans } from './moderation/comment-bans.service.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MoviesModule } from '../movies/movies.module.js';
import { UsersModule } from '../users/users.module.js';
import { MovieCommentsController, OwnCommentsController } from './comments.controllers.js';
import { Comments } from './comments.service.js';
import { COMMENT_ENTITIES } from './entities/index.js';
import { CommentLikes } from './likes.service.js';
import { BansController } from './moderation/bans.controller.js';
import { ModerationRecord } from './moderation/moderation-record.js';
import { ModerationsController } from './moderation/moderations.controller.js';
import { SiteManagersController } from './moderation/site-managers.controller.js';
import { CommentStanding } from './standing.service.js';

/** What users say of movies, and who may say it. */
@Module({
  imports: [TypeOrmModule.forFeature(COMMENT_ENTITIES), MoviesModule, UsersModule],
  controllers: [
    OwnCommentsController,
    MovieCommentsController,
    BansController,
    SiteManagersController,
    ModerationsController,
  ],
  providers: [
    Comments,
    CommentLikes,
    CommentStanding,
    ModerationRecord,
    CommentBans,
    CommentAdmin,
    CommentBanAdmin,
    ModerationAdmin,
  ],
  exports: [Comments],
})
export class CommentsModule {}
