import type { EntityManager } from 'typeorm';
import type { RowOf, SectionName } from './catalogue-format.js';
import type { Tried } from './references.js';

/** A checked row and its position in the file. */
export interface NumberedRow<Name extends SectionName> {
  number: number;
  row: RowOf<Name>;
}

/** A row that the database cannot take, for example for want of its category. */
export interface Rejection {
  number: number;
  message: string;
}

/** What became of some rows. */
export interface BatchResult {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Rejection[];
}

/** Stores the rows of one section. */
export interface SectionWriter<Name extends SectionName> {
  /**
   * Stores the rows that can be stored and says which cannot.
   *
   * @param manager of a transaction; the work may be repeated in another one
   */
  write(manager: EntityManager, rows: readonly NumberedRow<Name>[]): Promise<BatchResult>;

  /**
   * Says what `write` would, and writes nothing.
   *
   * @param tried what earlier rows would have stored
   */
  try(
    manager: EntityManager,
    rows: readonly NumberedRow<Name>[],
    tried: Tried,
  ): Promise<BatchResult>;
}

/** What is to be written of some rows. */
export interface Plan<Wanted> {
  readonly changes: Wanted[];
  readonly rejected: Rejection[];
}

/** Sums up changes that {@link merge} found to be needed. */
export function batchResult(
  changes: readonly { stored: unknown }[],
  needed: ReadonlySet<{ stored: unknown }>,
  rejected: Rejection[] = [],
): BatchResult {
  const created = [...needed].filter(({ stored }) => !stored).length;
  return {
    created,
    updated: needed.size - created,
    unchanged: changes.length - needed.size,
    rejected,
  };
}

/** The moment as databases without fractions of seconds store it. */
export function now(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000);
}
