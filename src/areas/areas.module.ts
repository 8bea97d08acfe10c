import { AreaAdmin } from './areas.admin.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AreasImport } from './areas-import.js';
import { AreasController } from './meiduo/areas.controller.js';
import { AreasService } from './areas.service.js';
import { AREA_ENTITIES } from './entities/index.js';

/** The provinces, cities and districts that addresses are made of. */
@Module({
  imports: [TypeOrmModule.forFeature(AREA_ENTITIES)],
  controllers: [AreasController],
  providers: [AreasService, AreasImport, AreaAdmin],
  exports: [AreasService],
})
export class AreasModule {}
