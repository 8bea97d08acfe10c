import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bull';
import { join } from 'node:path';
import { Settings } from '../../config/settings.js';
import { MetricsModule } from '../metrics/index.js';
import { jobSettings } from './jobs.settings.js';
import { BullConnections } from './bull-connections.js';
import { BullJobQueue, bullOptions, QUEUE } from './bull-job-queue.js';
import { FailedJobFiles } from './failed-job-files.js';
import { JobGauges } from './job-gauges.js';
import { JobQueue } from './job-queue.js';
import { JobWorkers } from './job-workers.js';
import { MemoryJobQueue } from './memory-job-queue.js';

/** Provides {@link JobQueue} and {@link JobWorkers}. */
@Module({})
export class JobsModule {
  static forRoot({ mode }: Settings): DynamicModule {
    const base = { module: JobsModule, global: true, exports: [JobQueue, JobWorkers] };
    return mode === 'stack'
      ? {
          ...base,
          imports: [MetricsModule, bull, BullConnectionsModule],
          providers: [JobWorkers, bullQueue, JobGauges],
        }
      : { ...base, imports: [MetricsModule], providers: [JobWorkers, memoryQueue, JobGauges] };
  }
}

@Module({
  providers: [
    {
      provide: BullConnections,
      inject: [Settings],
      useFactory: (settings: Settings) => BullConnections.connect(settings),
    },
  ],
  exports: [BullConnections],
})
class BullConnectionsModule {}

const bull = BullModule.registerQueueAsync({
  name: QUEUE,
  imports: [BullConnectionsModule],
  inject: [BullConnections, Settings],
  useFactory: (connections: BullConnections, { redisPrefix }: Settings) =>
    bullOptions(connections, redisPrefix),
});

const bullQueue = {
  provide: JobQueue,
  inject: [getQueueToken(QUEUE), BullConnections, JobWorkers, Settings],
  useFactory: (
    queue: Queue,
    connections: BullConnections,
    workers: JobWorkers,
    settings: Settings,
  ) => new BullJobQueue(queue, connections, workers, settings.of(jobSettings).workers),
};

const memoryQueue = {
  provide: JobQueue,
  inject: [JobWorkers, Settings],
  useFactory: (workers: JobWorkers, settings: Settings) =>
    new MemoryJobQueue(
      workers,
      new FailedJobFiles(join(settings.dataDir, 'failed-jobs')),
      // No other process could run them.
      Math.max(1, settings.of(jobSettings).workers),
    ),
};
