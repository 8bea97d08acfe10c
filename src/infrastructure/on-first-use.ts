/**
 * What is made when it is asked for first, and once: for packages that are large and seldom needed,
 * which are imported in there. A process that never needs one neither loads nor keeps it.
 */
export function onFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
