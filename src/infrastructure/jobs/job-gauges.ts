import { Injectable } from '@nestjs/common';
import { defineGauge, Gauges } from '../metrics/index.js';
import { JobQueue, type JobCounts } from './job-queue.js';

/** All processes that share a queue tell the same of it. */
const STATES = {
  waiting: defineGauge('jobs_waiting', 'Jobs that are due and nobody has begun.'),
  delayed: defineGauge('jobs_delayed', 'Jobs for later, failed tries among them.'),
  active: defineGauge('jobs_active', 'Jobs being done.'),
  failed: defineGauge('jobs_failed', 'Jobs that have failed for good.'),
} as const;

/** Tells how many jobs there are. */
@Injectable()
export class JobGauges {
  constructor(queue: JobQueue, gauges: Gauges) {
    let asking: Promise<JobCounts> | undefined;
    // One question answers all of one reading.
    const counts = () => (asking ??= queue.counts().finally(() => (asking = undefined)));
    for (const state of Object.keys(STATES) as (keyof typeof STATES)[]) {
      gauges.register(STATES[state], async () => (await counts())[state]);
    }
  }
}
