/** Why no code is sent. */
export type RefusalReason = 'too-soon' | 'too-many' | 'exhausted' | 'undeliverable';

/** No code is sent; the caller words it for its client. */
export class CodeRefused extends Error {
  override readonly name = 'CodeRefused';

  /** @param message for `undeliverable`, what the provider says */
  constructor(
    readonly reason: RefusalReason,
    message: string = reason,
  ) {
    super(message);
  }
}
