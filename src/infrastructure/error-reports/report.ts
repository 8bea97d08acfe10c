/** What is known of where an error happened: nothing that a person could be known by but the id. */
export interface Circumstances {
  /** What was being done, such as `GoodsController.list` or `job send-sms`. */
  readonly what: string;
  readonly requestId?: string;
  readonly userId?: number;
}

/** Takes what nobody expected. It neither throws nor waits. */
export type Reporter = (error: unknown, circumstances: Circumstances) => void;

let reporter: Reporter | undefined;

/** From now on, errors go there as well; undefined: they are only logged. */
export function reportTo(next: Reporter | undefined): void {
  reporter = next;
}

/** Reports an error that nobody expected, beside its line in the log. */
export function reportError(error: unknown, circumstances: Circumstances): void {
  reporter?.(error, circumstances);
}
