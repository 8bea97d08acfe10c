import type { KeptRequest } from '../actions/inner-request.js';
import { defineJob } from '../../infrastructure/jobs/job-type.js';

/** An action on many rows. */
export interface ActionWork {
  readonly kind: 'action';
  readonly kept: KeptRequest;
  /** Null: all that the query string of the request leaves. */
  readonly ids: readonly number[] | null;
  readonly values: Record<string, unknown>;
}

/** A file of rows to be read. */
export interface ImportWork {
  readonly kind: 'import';
  readonly kept: KeptRequest;
  readonly filename: string;
  /** Kinds of rows that may be written. */
  readonly kinds: readonly string[];
  /** Nothing is kept. */
  readonly isDry: boolean;
}

/** What a task is to do. */
export type TaskWork = ActionWork | ImportWork;

/** How often a task is begun: whatever it dies of must not end one process after the other. */
export const TRIES = 3;

/** Does a task; its id is that of the job, too. */
export const RUN_TASK = defineJob<{ readonly task: string }>('admin-task', { attempts: TRIES });

/** Another run of the same task has done the rows: this one ends. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}
