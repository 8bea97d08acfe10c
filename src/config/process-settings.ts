import { z } from 'zod';
import { wholeNumber } from './values.js';

/** Environment variables about how long things may take before and at the end of a process. */
export const processShape = {
  DATABASE_TIMEOUT_SECONDS: wholeNumber(1, 600, 10),
  REQUEST_TIMEOUT_SECONDS: wholeNumber(1, 3600, 60),
  SHUTDOWN_DELAY_SECONDS: wholeNumber(0, 300, 0),
  SHUTDOWN_TIMEOUT_SECONDS: wholeNumber(1, 300, 10),
};

type Variables = z.output<z.ZodObject<typeof processShape>>;

/** Patience of a process, in milliseconds. */
export interface ProcessSettings {
  /** Until a statement that the database server does not answer is given up. */
  readonly databaseTimeout: number;
  /** Until a request has to be there whole, its body included. */
  readonly requestTimeout: number;
  /** From the signal to stop until no connection is taken any more: balancers look away by then. */
  readonly shutdownDelay: number;
  /** Until requests and jobs that have not ended by themselves are cut off. */
  readonly shutdownTimeout: number;
}

/** The settings behind checked variables. */
export function processSettings(env: Variables): ProcessSettings {
  return {
    databaseTimeout: env.DATABASE_TIMEOUT_SECONDS * 1000,
    requestTimeout: env.REQUEST_TIMEOUT_SECONDS * 1000,
    shutdownDelay: env.SHUTDOWN_DELAY_SECONDS * 1000,
    shutdownTimeout: env.SHUTDOWN_TIMEOUT_SECONDS * 1000,
  };
}
