/**
 * Runs work one at a time, for all who ask meanwhile together.
 *
 * @returns resolves with the outcome of a run that began after the call
 */
export function joined<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      const run = work();
      last = run.catch(() => undefined);
      return run;
    });
    return next;
  };
}
