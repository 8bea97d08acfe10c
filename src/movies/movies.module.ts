import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MOVIE_ENTITIES } from './entities/index.js';

/** Movies: what is shown in the cinemas, and what people say of it. */
@Module({ imports: [TypeOrmModule.forFeature(MOVIE_ENTITIES)] })
export class MoviesModule {}
