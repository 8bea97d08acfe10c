/**
 * What is made when it is asked for first, and once: for packages that are large and seldom needed,
 * which are imported in there. A process that never needs one neither loads nor keeps it; what
 * fails, say for want of file handles, is tried again at the next use.
 */
export function onFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const forget = (error: unknown): never => {
    made = undefined;
    throw error;
  };
  return () => (made ??= make().catch(forget));
}
