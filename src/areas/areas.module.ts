import { Module } from '@nestjs/common';
import { AreasImport } from './areas-import.js';
import { AreasController } from './areas.controller.js';
import { AreasService } from './areas.service.js';

/** The provinces, cities and districts that addresses are made of. */
@Module({
  controllers: [AreasController],
  providers: [AreasService, AreasImport],
  exports: [AreasService],
})
export class AreasModule {}
