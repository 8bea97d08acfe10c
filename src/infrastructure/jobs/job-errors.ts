import { Overloaded } from '../overloaded.js';

/** Thrown by a job's handler: trying again would not help. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError';
}

/** A job that somebody waits for has failed for good; the message is that of its last error. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
}

/** The queue takes no further job. */
export class QueueFull extends Overloaded {
  override readonly name = 'QueueFull';
}

/** The queue cannot be reached: nothing was handed over, or what became of it is not known now. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';

  constructor(options: ErrorOptions) {
    super('the queue of jobs does not answer', options);
  }
}
