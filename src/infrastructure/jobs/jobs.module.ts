import { type DynamicModule, Module } from '@nestjs/common';
import { join } from 'node:path';
import { Settings } from '../../config/settings.js';
import { MetricsModule } from '../metrics/index.js';
import { jobSettings } from './jobs.settings.js';
import { FailedJobFiles } from './failed-job-files.js';
import { JobGauges } from './job-gauges.js';
import { JobQueue } from './job-queue.js';
import { JobWorkers, JobWorkersModule } from './job-workers.js';
import { MemoryJobQueue } from './memory-job-queue.js';

/** Provides {@link JobQueue} and {@link JobWorkers}. */
@Module({})
export class JobsModule {
  static async forRoot({ mode }: Settings): Promise<DynamicModule> {
    const queue =
      mode === 'stack' ? (await import('./bull-jobs.module.js')).BullJobsModule : MemoryJobsModule;
    return {
      module: JobsModule,
      global: true,
      imports: [MetricsModule, JobWorkersModule, queue],
      providers: [JobGauges],
      exports: [JobWorkersModule, queue],
    };
  }
}

@Module({
  imports: [JobWorkersModule],
  providers: [
    {
      provide: JobQueue,
      inject: [JobWorkers, Settings],
      useFactory: (workers: JobWorkers, settings: Settings) =>
        new MemoryJobQueue(
          workers,
          new FailedJobFiles(join(settings.dataDir, 'failed-jobs')),
          // No other process could run them.
          Math.max(1, settings.of(jobSettings).workers),
        ),
    },
  ],
  exports: [JobQueue],
})
class MemoryJobsModule {}
