export { JobFailed, PermanentError, QueueFull, QueueUnavailable } from './job-errors.js';
export { type EnqueuedJob, type EnqueueOptions, type FailedJob, JobQueue } from './job-queue.js';
export { JobOutbox, outgoing, type OutgoingJob } from './job-outbox.js';
export { JobOutboxModule } from './job-outbox.module.js';
export { defineJob, type JobType } from './job-type.js';
export { type JobHandler, JobWorkers, type RunningJob } from './job-workers.js';
export { JobsModule } from './jobs.module.js';
