import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '../../src/config/config.module.js';
import type { Settings } from '../../src/config/settings.js';
import { JobQueue, JobsModule, JobWorkers } from '../../src/infrastructure/jobs/index.js';

/** A process's share of the jobs, without the rest of the shop. */
export interface JobProcess {
  readonly queue: JobQueue;
  readonly workers: JobWorkers;
  readonly context: INestApplicationContext;
}

/**
 * Starts a process that hands over and runs jobs; close its context when done.
 *
 * @param prepare registers handlers; runs before the first job does
 */
export async function jobProcess(
  settings: Settings,
  prepare: (workers: JobWorkers) => void = () => undefined,
): Promise<JobProcess> {
  @Module({ imports: [ConfigModule.forRoot(settings), JobsModule.forRoot(settings)] })
  class JobProcessModule {
    constructor(workers: JobWorkers) {
      prepare(workers);
    }
  }
  const context = await NestFactory.createApplicationContext(JobProcessModule, { logger: false });
  return { queue: context.get(JobQueue), workers: context.get(JobWorkers), context };
}
