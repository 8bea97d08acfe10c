/** Some work that costs much is asked for faster than it is done; later there is room again. */
export class Overloaded extends Error {
  override readonly name: string = 'Overloaded';

  /** @param retryAfter seconds after which it is worth asking again */
  constructor(
    message: string,
    readonly retryAfter = 5,
  ) {
    super(message);
  }
}
