/**
 * Port: where the edition of the storefront that signs in by a session finds its API. The module
 * that serves it provides it.
 */
export abstract class SessionEdition {
  /** URL path without a slash at its end, e.g. `/session`. */
  abstract readonly path: string;
}
