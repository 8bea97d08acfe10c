/** The database cannot be used; the message is one line that says why. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
