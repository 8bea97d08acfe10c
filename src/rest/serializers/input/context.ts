import type { EntityManager } from 'typeorm';

/** What a validation may look at besides the data. DRF: Serializer.context, instance, partial */
export interface ValidationContext {
  /** Where look-ups run; inside a transaction, that transaction's manager. */
  readonly manager: EntityManager;
  /** PATCH: fields that were not sent are neither required nor given their default. */
  readonly partial: boolean;
  /** The stored object of an update. */
  readonly instance?: object;
  /** Who sent the data; defaults and validators read it. */
  readonly user?: unknown;
  /** IANA zone of a date and time sent without an offset; absent: the process's own. */
  readonly timeZone?: string;
  /** Paths of the API's resources, e.g. `goods`; links to others are told apart from broken ones. */
  readonly resources?: ReadonlySet<string>;
}

/**
 * Checks one converted value.
 *
 * @throws ValidationError with the texts for the field
 */
export type Validator<T> = (value: T, context: ValidationContext) => void | Promise<void>;
