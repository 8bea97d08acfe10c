import { ScreeningsDashboard } from './admin/screenings.dashboard.js';
import { CinemaAdmin, HallAdmin, LayoutAdmin } from './admin/cinemas.admin.js';
import { ScreeningAdmin } from './admin/screenings.admin.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AreasModule } from '../areas/areas.module.js';
import { MoviesModule } from '../movies/movies.module.js';
import { UsersModule } from '../users/users.module.js';
import { CinemasController, HallsController } from './cinemas.controllers.js';
import { CINEMA_ENTITIES } from './entities/index.js';
import { HallsImport } from './layouts/halls-import.service.js';
import { Layouts } from './layouts/layouts.js';
import { ScreeningsController } from './screenings/screenings.controller.js';
import { ScreeningsService } from './screenings/screenings.service.js';
import { SeatEvents } from './seats/seat-events.js';
import { SeatInventory } from './seats/seat-inventory.js';
import { SeatNews } from './seats/seat-news.js';
import { SeatStates } from './seats/seat-states.js';
import { SeatsController } from './seats/seats.controller.js';

/** Cinemas, their halls and seats, and what is shown there when. */
@Module({
  imports: [TypeOrmModule.forFeature(CINEMA_ENTITIES), AreasModule, MoviesModule, UsersModule],
  controllers: [CinemasController, HallsController, ScreeningsController, SeatsController],
  providers: [
    Layouts,
    HallsImport,
    ScreeningsService,
    SeatInventory,
    SeatNews,
    SeatStates,
    SeatEvents,
    CinemaAdmin,
    HallAdmin,
    LayoutAdmin,
    ScreeningAdmin,
    ScreeningsDashboard,
  ],
  exports: [Layouts, ScreeningsService, SeatInventory, SeatStates],
})
export class CinemasModule {}
