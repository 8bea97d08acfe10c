import { BullModule, getQueueToken } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import type { Queue } from 'bull';
import { Settings } from '../../config/settings.js';
import { jobSettings } from './jobs.settings.js';
import { BullConnections } from './bull-connections.js';
import { BullJobQueue, bullOptions, QUEUE } from './bull-job-queue.js';
import { JobQueue } from './job-queue.js';
import { JobWorkers, JobWorkersModule } from './job-workers.js';

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

/** Provides the {@link JobQueue} that all processes share. */
@Module({
  imports: [
    JobWorkersModule,
    BullConnectionsModule,
    BullModule.registerQueueAsync({
      name: QUEUE,
      imports: [BullConnectionsModule],
      inject: [BullConnections, Settings],
      useFactory: (connections: BullConnections, { redisPrefix }: Settings) =>
        bullOptions(connections, redisPrefix),
    }),
  ],
  providers: [
    {
      provide: JobQueue,
      inject: [getQueueToken(QUEUE), BullConnections, JobWorkers, Settings],
      useFactory: (
        queue: Queue,
        connections: BullConnections,
        workers: JobWorkers,
        settings: Settings,
      ) => new BullJobQueue(queue, connections, workers, settings.of(jobSettings).workers),
    },
  ],
  exports: [JobQueue],
})
export class BullJobsModule {}
