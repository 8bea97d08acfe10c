/** A kind of job and its payload, which must survive being JSON. */
export interface JobType<T> {
  /** Unique among all kinds. */
  readonly name: string;
  /** How often a job is tried at most. */
  readonly attempts: number;
  /** Pause before the second try; it doubles with every further one. */
  readonly backoffSeconds: number;
  /** Never set: it ties the payload's type to the kind of job. */
  readonly payload?: T;
}

/**
 * Declares a kind of job.
 *
 * @param options.attempts default: 5
 * @param options.backoffSeconds default: 2
 */
export function defineJob<T>(
  name: string,
  { attempts = 5, backoffSeconds = 2 }: { attempts?: number; backoffSeconds?: number } = {},
): JobType<T> {
  return { name, attempts, backoffSeconds };
}

/**
 * Milliseconds to wait after a failed try: doubled with every try, and up to half as long again,
 * so that jobs that failed together do not come back together.
 *
 * @param attempt number of the try that failed, from 1
 */
export function retryPause(backoffSeconds: number, attempt: number): number {
  return Math.round(backoffSeconds * 1000 * 2 ** (attempt - 1) * (1 + Math.random() / 2));
}
