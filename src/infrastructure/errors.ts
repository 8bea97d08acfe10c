/** What was thrown, as the error that it nearly always is. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Code of an error of the system or a driver, e.g. `ENOENT`; undefined for others. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * For stores and queues that may be away.
 *
 * @returns waits for an answer; whatever it rejects with becomes the cause of a `Failure`
 */
export function rejectingWith(
  Failure: new (options: ErrorOptions) => Error,
): <T>(answer: Promise<T>) => Promise<T> {
  return async (answer) => {
    try {
      return await answer;
    } catch (cause) {
      throw new Failure({ cause });
    }
  };
}
