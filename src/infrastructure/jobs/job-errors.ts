/** Thrown by a job's handler: trying again would not help. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError';
}

/** A job that somebody waits for has failed for good; the message is that of its last error. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
}

/** The queue takes no further job. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}
